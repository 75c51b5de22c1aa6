package eu.ccngateway.node;

import eu.ccngateway.protocol.wire.WireFrame;

/** Waits for what the gateway answers to one request. Event loop only. */
interface Replies {

    /**
     * A frame that answers the request; retain it to keep it.
     *
     * @return whether it was the last one
     */
    boolean answered(Session session, WireFrame frame);

    /** The gateway refused the request. */
    void refused(RefusedByGateway refusal);
}
