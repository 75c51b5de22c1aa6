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

    static PutLimits of(Welcome welcome, NodeOptions options) {
        int frameRoom = welcome.getFrameMax() - HEAD_MAX;
        int inlineMax = Math.min(welcome.getInlineMax(), frameRoom - welcome.getHeaderMax());
        return new PutLimits(
                welcome.getNetwork(),
                welcome.getEnvironment(),
                Math.min(options.batchMax(), welcome.getBatchMax()),
                Math.min(options.batchBytesMax(), frameRoom),
                inlineMax,
                welcome.getPayloadMax(),
                welcome.getHeaderMax());
    }

    boolean isLarge(Outgoing message) {
        return message.payload instanceof Payload.Stretch || message.payload.length() > inlineMax;
    }
}
