/** A real gateway on an ephemeral port, and nodes that say what they like on the wire: what tests of the gateway stand on. */
@NullMarked
package eu.ccngateway.gateway.testkit;

import org.jspecify.annotations.NullMarked;
