/** Refusals: every reason why something is not accepted, with its number, whose fault it is and what to do. */
@NullMarked
package eu.ccngateway.protocol.refusal;

import org.jspecify.annotations.NullMarked;
