package eu.ccngateway.node;

/**
 * Told what no caller waits for. Everything here is logged as well. Called on threads of the SDK: return soon.
 */
public interface NodeListener {

    /** A gateway has welcomed this node. */
    default void connected(String gateway, Endpoint endpoint) {}

    /** The connection is gone; the SDK tries again by itself until the node is closed. */
    default void disconnected(NodeException cause) {}

    /** An attempt to connect, or to take up a subscription again, failed; it will be repeated. */
    default void attemptFailed(NodeException cause) {}

    /** A received message was not handed over: it was rolled back, and ends among the dead letters if that repeats. */
    default void verificationFailed(VerificationFailed failure) {}

    /** A handler threw; its message was rolled back unless it had been settled already. */
    default void handlerFailed(String queue, Throwable failure) {}

    /** A message of the spool was refused for good and has left it. */
    default void spooledMessageFailed(Message message, NodeException failure) {}
}
