/** The gateway put together from its parts, and its life: start, drain, stop. */
@NullMarked
package eu.ccngateway.gateway;

import org.jspecify.annotations.NullMarked;
