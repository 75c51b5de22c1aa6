/** Durable queues in a broker of its own, or a pair of them, reached over the network with the Core client. */
@NullMarked
package eu.ccngateway.adapters.artemis.remote;

import org.jspecify.annotations.NullMarked;
