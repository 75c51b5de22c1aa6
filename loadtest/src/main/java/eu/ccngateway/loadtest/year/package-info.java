/** A published year of the network, replayed to scale. */
@NullMarked
package eu.ccngateway.loadtest.year;

import org.jspecify.annotations.NullMarked;
