package eu.ccngateway.loadtest;

import java.time.Duration;
import java.util.List;

/**
 * What a run does.
 *
 * @param nodes names of the nodes that take part: each puts to the next one's queue, and takes from its own
 * @param queue of every node's domain, without the domain
 * @param payloadBytes of every message
 * @param ratePerSecond messages put a second by all together; 0 = as many as the window lets through
 * @param inFlight messages a node has put and not got accepted
 */
public record LoadPlan(
        List<String> nodes,
        String queue,
        String reportQueue,
        String type,
        int payloadBytes,
        long ratePerSecond,
        int inFlight,
        Duration warmUp,
        Duration duration) {

    public LoadPlan {
        nodes = List.copyOf(nodes);
        if (nodes.isEmpty() || payloadBytes < Stamp.LENGTH) {
            throw new IllegalArgumentException("nodes: " + nodes + ", payload: " + payloadBytes
                    + " bytes (expected: at least one node, at least " + Stamp.LENGTH + " bytes)");
        }
    }

    /** The mean message of the network's published year. */
    public static final int MEAN_PAYLOAD = 4_670;
}
