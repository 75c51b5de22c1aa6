package eu.ccngateway.protocol.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to frames. Each frame gathers in a buffer of its own, so its bytes are copied once on the way and whoever works on
 * them shares nothing with the connection. A frame that is too large, or no frame at all, ends in a
 * {@link RefusedException}; nothing behind it is read, since the frame border is lost.
 */
public final class FrameDecoder extends ChannelInboundHandlerAdapter {

    private static final int LENGTH_FIELD = 4;
    private static final int NESTING_MAX = 8;

    /** What a frame gets before its bytes are here: a peer that only announces much shall not bind much memory. */
    private static final int FIRST_PIECE = 64 * 1024;

    private int frameMax;
    private long length;
    private int lengthBytes;
    private @Nullable ByteBuf frame;
    private boolean broken;

    public FrameDecoder(int frameMax) {
        this.frameMax = frameMax;
    }

    /** From the next frame on, frames may be so large. */
    public void allow(int newFrameMax) {
        frameMax = newFrameMax;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof ByteBuf in)) {
            context.fireChannelRead(message);
            return;
        }
        try {
            while (in.isReadable() && !broken) {
                read(context, in);
            }
        } catch (RefusedException e) {
            context.fireExceptionCaught(e);
        } finally {
            in.release();
        }
    }

    private void read(ChannelHandlerContext context, ByteBuf in) {
        ByteBuf open = frame;
        if (open == null) {
            length = length << 8 | in.readUnsignedByte();
            if (++lengthBytes < LENGTH_FIELD) {
                return;
            }
            if (length > frameMax) {
                throw broken(
                        RefusalCode.FRAME_TOO_LARGE,
                        "frame: " + length + " bytes (expected: at most " + frameMax + ")");
            }
            open = context.alloc().directBuffer(Math.min((int) length, FIRST_PIECE), (int) length);
            frame = open;
        }
        int wanted = (int) length - open.readableBytes();
        int piece = Math.min(wanted, in.readableBytes());
        if (piece > open.writableBytes()) {
            open.capacity((int) length);
        }
        open.writeBytes(in, piece);
        if (piece == wanted) {
            frame = null;
            length = 0;
            lengthBytes = 0;
            context.fireChannelRead(parse(open));
        }
    }

    /** Takes the bytes over. */
    private WireFrame parse(ByteBuf bytes) {
        boolean parsed = false;
        try {
            long headLength = bytes.readableBytes() < LENGTH_FIELD ? -1 : bytes.readUnsignedInt();
            if (headLength < 0 || headLength > bytes.readableBytes()) {
                throw broken(
                        RefusalCode.MALFORMED_FRAME,
                        "headLength: " + headLength + " (expected: 0-" + bytes.readableBytes() + ")");
            }
            Frame head = parseHead(bytes, (int) headLength);
            if (head.getBodyCase() == Frame.BodyCase.BODY_NOT_SET) {
                throw broken(
                        RefusalCode.MALFORMED_FRAME,
                        "head: no body known to this version (expected: one frame of the wire reference)");
            }
            parsed = true;
            return new WireFrame(head, bytes);
        } finally {
            if (!parsed) {
                bytes.release();
            }
        }
    }

    private Frame parseHead(ByteBuf bytes, int headLength) {
        byte[] head = ByteBufUtil.getBytes(bytes, bytes.readerIndex(), headLength);
        bytes.skipBytes(headLength);
        try {
            CodedInputStream coded = CodedInputStream.newInstance(head);
            coded.setRecursionLimit(NESTING_MAX);
            return Frame.parser().parseFrom(coded);
        } catch (InvalidProtocolBufferException e) {
            throw broken(RefusalCode.MALFORMED_FRAME, "head: " + e.getMessage() + " (expected: one protobuf Frame)");
        }
    }

    private RefusedException broken(RefusalCode code, String reason) {
        broken = true;
        return new RefusedException(code, reason);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        ByteBuf open = frame;
        if (open != null) {
            frame = null;
            open.release();
        }
    }
}
