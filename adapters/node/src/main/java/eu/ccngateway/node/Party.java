package eu.ccngateway.node;

/** A part of the node that lives across connections. Event loop only. */
interface Party {

    /** A gateway has welcomed the node. */
    void up(Session session);

    /** The session is gone; what it left open is open. */
    void down(Session session);

    /** The gateway takes no new requests on this session. */
    default void draining(Session session) {}

    /** The node is closed: who still waits is told. Nothing follows. */
    default void closed(NodeClosed why) {}

    /** Called about every second. */
    default void tick(long nowMs) {}
}
