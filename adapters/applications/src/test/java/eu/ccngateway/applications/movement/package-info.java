/** Messages against the official schemas, tables, and the engine. */
@NullMarked
package eu.ccngateway.applications.movement;

import org.jspecify.annotations.NullMarked;
