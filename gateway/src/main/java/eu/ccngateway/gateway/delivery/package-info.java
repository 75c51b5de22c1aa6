/** The way of a message out of the network: windows over the queues, leases, and what becomes of them. */
@NullMarked
package eu.ccngateway.gateway.delivery;

import org.jspecify.annotations.NullMarked;
