/** How cost and latency change with one thing at a time: connections, queues, backlog, payload, batch, a bad neighbour. */
@NullMarked
package eu.ccngateway.loadtest.curve;

import org.jspecify.annotations.NullMarked;
