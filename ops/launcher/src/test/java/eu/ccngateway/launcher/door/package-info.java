/** The doors against a running gateway: as they are used, and killed while they are. */
@NullMarked
package eu.ccngateway.launcher.door;

import org.jspecify.annotations.NullMarked;
