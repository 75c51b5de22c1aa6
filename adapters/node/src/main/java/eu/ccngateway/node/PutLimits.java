package eu.ccngateway.node;

import eu.ccngateway.protocol.wire.Welcome;

/**
 * What a gateway allows to be put, as its Welcome said, together with the node's own options.
 *
 * @param inlineMax payloads above it travel in chunks
 */
record PutLimits(
        String network,
        String environment,
        int batchMax,
        int batchBytes,
        int inlineMax,
        long payloadMax,
        int headerMax) {

    /** What a seal and the rest of a frame's head may take. */
    private static final int HEAD_MAX = 40 << 10;
    /** What a message takes besides header and payload: its lengths and, when it is sent again, its proof. */
    private static final int EACH = 400;

    static PutLimits of(Welcome welcome, NodeOptions options) {
        int batchMax = Math.min(options.batchMax(), welcome.getBatchMax());
        int frameRoom = welcome.getFrameMax() - HEAD_MAX - batchMax * EACH;
        int inlineMax = Math.min(welcome.getInlineMax(), frameRoom - welcome.getHeaderMax());
        return new PutLimits(
                welcome.getNetwork(),
                welcome.getEnvironment(),
                batchMax,
                Math.min(options.batchBytesMax(), frameRoom),
                inlineMax,
                welcome.getPayloadMax(),
                welcome.getHeaderMax());
    }

    boolean isLarge(Outgoing message) {
        return message.payload instanceof Payload.Stretch || message.payload.length() > inlineMax;
    }
}
