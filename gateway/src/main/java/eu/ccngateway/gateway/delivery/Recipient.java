package eu.ccngateway.gateway.delivery;

import eu.ccngateway.protocol.message.NodeId;
import eu.ccngateway.protocol.wire.WireFrame;

/** A session as far as delivery needs it. */
public interface Recipient {

    NodeId node();

    /** Whether it reads as fast as it is written to. */
    boolean isWritable();

    /** Sends a frame, from any thread, in the order of the calls of one thread. Takes the frame over. */
    void send(WireFrame frame);

    /** The connection asks for it, or the gateway must: the session ends. */
    void disconnect(eu.ccngateway.protocol.refusal.RefusedException reason);
}
