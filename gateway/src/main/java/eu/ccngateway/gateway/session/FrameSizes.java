package eu.ccngateway.gateway.session;

import eu.ccngateway.protocol.wire.WireFrame;
import io.netty.channel.DefaultMessageSizeEstimator;
import io.netty.channel.MessageSizeEstimator;

/**
 * How large frames are that wait to be written. Without it a connection would count as writable while any number of
 * frames is on its way to its event loop.
 */
final class FrameSizes implements MessageSizeEstimator {

    private static final Handle OTHERS = DefaultMessageSizeEstimator.DEFAULT.newHandle();

    @Override
    public Handle newHandle() {
        return message -> message instanceof WireFrame frame
                ? frame.head().getSerializedSize() + frame.tail().readableBytes()
                : OTHERS.size(message);
    }
}
