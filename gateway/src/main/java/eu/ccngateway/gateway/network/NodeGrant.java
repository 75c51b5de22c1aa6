package eu.ccngateway.gateway.network;

import eu.ccngateway.protocol.message.NodeId;
import java.util.List;

/**
 * A node that the network knows.
 *
 * @param applications those it speaks for, sorted
 */
public record NodeGrant(NodeId id, List<String> applications) {

    public NodeGrant {
        applications = List.copyOf(applications);
    }
}
