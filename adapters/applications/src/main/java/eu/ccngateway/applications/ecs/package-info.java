/** ECS and its successor AES: export movements between the offices of export and of exit. */
@NullMarked
package eu.ccngateway.applications.ecs;

import org.jspecify.annotations.NullMarked;
