/** What the movement systems share: messages made from outlines, state tables, and the engine that obeys them. */
@NullMarked
package eu.ccngateway.applications.movement;

import org.jspecify.annotations.NullMarked;
