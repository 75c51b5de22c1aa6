/** Commands that put load on a running network. */
@NullMarked
package eu.ccngateway.launcher.load;

import org.jspecify.annotations.NullMarked;
