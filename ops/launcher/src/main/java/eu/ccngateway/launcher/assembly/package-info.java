/** The only wiring: from a configuration file to a gateway that runs. */
@NullMarked
package eu.ccngateway.launcher.assembly;

import org.jspecify.annotations.NullMarked;
