/** {@code ccn sla}: figures of a running network, of closed months, and of declared years. */
@NullMarked
package eu.ccngateway.launcher.sla;

import org.jspecify.annotations.NullMarked;
