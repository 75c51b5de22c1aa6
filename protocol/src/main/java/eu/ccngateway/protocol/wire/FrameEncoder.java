package eu.ccngateway.protocol.wire;

import com.google.protobuf.CodedOutputStream;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.MessageToMessageEncoder;
import java.io.IOException;
import java.util.List;

/** Frames to bytes. The tail is passed on as it is, without a copy. */
@ChannelHandler.Sharable
public final class FrameEncoder extends MessageToMessageEncoder<WireFrame> {

    private static final int LENGTH_FIELD = 4;

    public FrameEncoder() {
        super(WireFrame.class);
    }

    @Override
    protected void encode(ChannelHandlerContext context, WireFrame frame, List<Object> out) throws IOException {
        int headLength = frame.head().getSerializedSize();
        ByteBuf front = context.alloc().ioBuffer(2 * LENGTH_FIELD + headLength);
        front.writeInt(LENGTH_FIELD + headLength + frame.tail().readableBytes());
        front.writeInt(headLength);
        CodedOutputStream coded = CodedOutputStream.newInstance(front.nioBuffer(front.writerIndex(), headLength));
        frame.head().writeTo(coded);
        coded.flush();
        front.writerIndex(front.writerIndex() + headLength);
        out.add(front);
        if (frame.tail().isReadable()) {
            out.add(frame.tail().retainedSlice());
        }
    }
}
