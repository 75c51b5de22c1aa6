/** The way of a message into the network: received, verified, authorised, routed, stored. */
@NullMarked
package eu.ccngateway.gateway.exchange;

import org.jspecify.annotations.NullMarked;
