/** The port to durable storage: queues that keep entries, and units of work that are durable whole or not at all. */
@NullMarked
package eu.ccngateway.gateway.queue;

import org.jspecify.annotations.NullMarked;
