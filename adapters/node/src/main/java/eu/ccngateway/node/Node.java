package eu.ccngateway.node;

import eu.ccngateway.protocol.message.NodeId;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * A node of the network, connected to a gateway. Thread-safe; one is enough for a program. It reconnects by itself, and
 * what is on its way survives that: nothing is lost, nothing is doubled.
 */
public interface Node extends Sending, Receiving, Calling, Asking, AutoCloseable {

    /**
     * Connects. Waits for the first gateway to welcome the node, at most {@link NodeOptions#connectTimeout}; with a spool
     * it starts without a gateway, too.
     *
     * @throws RefusedByGateway if the gateway does not want this node
     * @throws Disconnected if no gateway can be reached
     */
    static Node connect(NodeConfig config) {
        return ConnectedNode.start(config, Clock.systemUTC(), new SecureRandom());
    }

    /** Who this node is. */
    NodeId id();

    /** Whether a gateway is connected at this moment. */
    boolean isConnected();

    /** What happened since the start. */
    NodeCounts counts();

    /** Takes no more puts, waits for what is on its way, returns what is not settled, and disconnects. */
    @Override
    void close();
}
