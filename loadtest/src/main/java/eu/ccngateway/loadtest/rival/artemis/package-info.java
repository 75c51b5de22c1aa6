/** A standalone Artemis server at its best known settings, and its own Core client. */
@NullMarked
package eu.ccngateway.loadtest.rival.artemis;

import org.jspecify.annotations.NullMarked;
