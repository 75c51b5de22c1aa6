/** What the network talks about: nodes, addresses, message identities and the header of a message. */
@NullMarked
package eu.ccngateway.protocol.message;

import org.jspecify.annotations.NullMarked;
