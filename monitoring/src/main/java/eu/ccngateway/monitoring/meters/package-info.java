/** Counts what the gateway tells its observer, and looks at the gateway when somebody scrapes. */
@NullMarked
package eu.ccngateway.monitoring.meters;

import org.jspecify.annotations.NullMarked;
