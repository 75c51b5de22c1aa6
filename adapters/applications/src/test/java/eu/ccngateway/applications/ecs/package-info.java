/** The lives of an export movement, and every state and transition of its tables. */
@NullMarked
package eu.ccngateway.applications.ecs;

import org.jspecify.annotations.NullMarked;
