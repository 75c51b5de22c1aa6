/** Tests of what the network talks about. */
@NullMarked
package eu.ccngateway.protocol.message;

import org.jspecify.annotations.NullMarked;
