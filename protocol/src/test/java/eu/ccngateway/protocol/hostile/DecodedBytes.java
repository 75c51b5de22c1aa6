package eu.ccngateway.protocol.hostile;

import eu.ccngateway.protocol.refusal.RefusedException;
import eu.ccngateway.protocol.wire.FrameDecoder;
import eu.ccngateway.protocol.wire.WireFrame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What became of bytes that a connection brought.
 *
 * @param frames those before the first fault, as text
 * @param memoryMax bytes the decoder held at most, besides those just handed to it
 * @param memoryLeft bytes still held after the connection closed
 */
record DecodedBytes(List<String> frames, Optional<RefusedException> refusal, long memoryMax, long memoryLeft) {

    /** @param pieces as they come from the network */
    static DecodedBytes of(int frameMax, List<byte[]> pieces) {
        UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.config().setAllocator(allocator);
        channel.pipeline().addLast(new FrameDecoder(frameMax));
        List<String> frames = new ArrayList<>();
        RefusedException refusal = null;
        long most = 0;
        for (byte[] piece : pieces) {
            ByteBuf in = channel.alloc().directBuffer(Math.max(1, piece.length)).writeBytes(piece);
            int given = in.capacity();
            try {
                channel.writeInbound(in);
            } catch (RefusedException e) {
                if (refusal != null) {
                    throw new AssertionError("refused twice: " + refusal + ", " + e);
                }
                refusal = e;
            }
            for (WireFrame frame = channel.readInbound(); frame != null; frame = channel.readInbound()) {
                frames.add(frame.head() + HexFormat.of().formatHex(ByteBufUtil.getBytes(frame.tail())));
                frame.release();
            }
            most = Math.max(most, used(allocator) - (in.refCnt() > 0 ? given : 0));
        }
        channel.finishAndReleaseAll();
        return new DecodedBytes(frames, Optional.ofNullable(refusal), most, used(allocator));
    }

    private static long used(UnpooledByteBufAllocator allocator) {
        return allocator.metric().usedDirectMemory() + allocator.metric().usedHeapMemory();
    }
}
