/** The contract every storage of durable queues must pass, and the one in memory passing it. */
@NullMarked
package eu.ccngateway.gateway.queue;

import org.jspecify.annotations.NullMarked;
