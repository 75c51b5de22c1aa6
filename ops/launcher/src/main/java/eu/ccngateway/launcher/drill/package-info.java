/** {@code ccn sla drill}: real outages of a real network, and whether the instrument saw as much of each as there was. */
@NullMarked
package eu.ccngateway.launcher.drill;

import org.jspecify.annotations.NullMarked;
