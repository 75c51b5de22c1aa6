/** Looks at a running gateway and operates it, through its admin port. */
@NullMarked
package eu.ccngateway.launcher.operator;

import org.jspecify.annotations.NullMarked;
