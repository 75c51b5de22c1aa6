/** Tests of the drill. */
@NullMarked
package eu.ccngateway.launcher.drill;

import org.jspecify.annotations.NullMarked;
