/** The whole network on one machine: what {@code ccn up} makes in its directory, and how it runs. */
@NullMarked
package eu.ccngateway.launcher.local;

import org.jspecify.annotations.NullMarked;
