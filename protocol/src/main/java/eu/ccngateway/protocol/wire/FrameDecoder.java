package eu.ccngateway.protocol.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/**
 * Bytes to frames. A frame that is too large or no frame at all ends in a {@link RefusedException}; nothing behind it is
 * read, since the frame border is lost.
 */
public final class FrameDecoder extends ByteToMessageDecoder {

    private static final int LENGTH_FIELD = 4;
    private static final int NESTING_MAX = 8;

    private final int frameMax;
    private boolean broken;

    public FrameDecoder(int frameMax) {
        this.frameMax = frameMax;
        // One frame may come in many small TLS records: copying them together beats a chain of components.
        setCumulator(MERGE_CUMULATOR);
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (broken) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (in.readableBytes() < LENGTH_FIELD) {
            return;
        }
        long length = in.getUnsignedInt(in.readerIndex());
        if (length > frameMax) {
            throw broken(
                    RefusalCode.FRAME_TOO_LARGE, "frame: " + length + " bytes (expected: at most " + frameMax + ")");
        }
        if (in.readableBytes() < LENGTH_FIELD + length) {
            return;
        }
        ByteBuf frame = in.skipBytes(LENGTH_FIELD).readRetainedSlice((int) length);
        try {
            out.add(parse(frame));
        } finally {
            frame.release();
        }
    }

    private WireFrame parse(ByteBuf frame) {
        long headLength = frame.readableBytes() < LENGTH_FIELD ? -1 : frame.readUnsignedInt();
        if (headLength < 0 || headLength > frame.readableBytes()) {
            throw broken(
                    RefusalCode.MALFORMED_FRAME,
                    "headLength: " + headLength + " (expected: 0-" + frame.readableBytes() + ")");
        }
        Frame head = parseHead(frame, (int) headLength);
        if (head.getBodyCase() == Frame.BodyCase.BODY_NOT_SET) {
            throw broken(
                    RefusalCode.MALFORMED_FRAME,
                    "head: no body known to this version (expected: one frame of the wire reference)");
        }
        return new WireFrame(head, frame.readRetainedSlice(frame.readableBytes()));
    }

    private Frame parseHead(ByteBuf frame, int headLength) {
        try {
            CodedInputStream coded = frame.hasArray()
                    ? CodedInputStream.newInstance(frame.array(), frame.arrayOffset() + frame.readerIndex(), headLength)
                    : CodedInputStream.newInstance(frame.nioBuffer(frame.readerIndex(), headLength));
            coded.setRecursionLimit(NESTING_MAX);
            Frame head = Frame.parser().parseFrom(coded);
            frame.skipBytes(headLength);
            return head;
        } catch (InvalidProtocolBufferException e) {
            throw broken(RefusalCode.MALFORMED_FRAME, "head: " + e.getMessage() + " (expected: one protobuf Frame)");
        }
    }

    private RefusedException broken(RefusalCode code, String reason) {
        broken = true;
        return new RefusedException(code, reason);
    }
}
