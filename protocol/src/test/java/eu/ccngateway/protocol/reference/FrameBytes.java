package eu.ccngateway.protocol.reference;

import eu.ccngateway.protocol.wire.Frame;
import eu.ccngateway.protocol.wire.FrameDecoder;
import eu.ccngateway.protocol.wire.FrameEncoder;
import eu.ccngateway.protocol.wire.WireFrame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;

/** Frames through the real encoder and decoder. */
final class FrameBytes {

    private FrameBytes() {}

    static byte[] of(Frame head, byte[] tail) {
        EmbeddedChannel channel = new EmbeddedChannel(new FrameEncoder());
        channel.writeOutbound(new WireFrame(head, Unpooled.wrappedBuffer(tail)));
        ByteBuf all = Unpooled.buffer();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            all.writeBytes(part);
            part.release();
        }
        channel.finishAndReleaseAll();
        return ByteBufUtil.getBytes(all);
    }

    /** The one frame of these bytes. */
    static Read read(byte[] bytes) {
        EmbeddedChannel channel = new EmbeddedChannel(new FrameDecoder(1 << 20));
        channel.writeInbound(Unpooled.wrappedBuffer(bytes));
        WireFrame frame = channel.readInbound();
        Read read = new Read(frame.head(), ByteBufUtil.getBytes(frame.tail()));
        frame.release();
        if (channel.finishAndReleaseAll()) {
            throw new AssertionError("more than one frame");
        }
        return read;
    }

    /** A frame that was read. */
    record Read(Frame head, byte[] tail) {}
}
