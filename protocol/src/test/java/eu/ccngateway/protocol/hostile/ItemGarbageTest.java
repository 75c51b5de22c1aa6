package eu.ccngateway.protocol.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import eu.ccngateway.protocol.wire.Item;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.junit.jupiter.api.Test;

class ItemGarbageTest {

    private static final int ROUNDS = 5_000;
    private static final int COUNT_MAX = 20;
    private static final int HEADER_MAX = 100;

    private final Garbage garbage = Garbage.fresh();

    private byte[] goodTail() {
        ByteBuf out = Unpooled.buffer();
        for (int i = garbage.random.nextInt(5); i >= 0; i--) {
            if (garbage.random.nextInt(5) == 0) {
                Item.writeChunked(out, garbage.bytes(HEADER_MAX));
            } else {
                Item.write(out, garbage.bytes(HEADER_MAX), Unpooled.wrappedBuffer(garbage.bytes(200)));
            }
        }
        return ByteBufUtil.getBytes(out);
    }

    @Test
    void takesOrRefusesDamagedTails() {
        for (int i = 0; i < ROUNDS; i++) {
            byte[] tail = i % 3 == 0 ? garbage.bytes(200) : garbage.damaged(goodTail());
            try {
                List<Item> items = Item.readAll(Unpooled.wrappedBuffer(tail), COUNT_MAX, HEADER_MAX);

                int length = items.stream()
                        .mapToInt(item -> Item.LENGTHS
                                + item.header().readableBytes()
                                + item.payload().readableBytes())
                        .sum();
                assertThat(length).as(garbage.seed).isEqualTo(tail.length);
                assertThat(items).as(garbage.seed).hasSizeLessThanOrEqualTo(COUNT_MAX);
            } catch (RefusedException e) {
                assertThat(e.code()).as(garbage.seed).isEqualTo(RefusalCode.MALFORMED_FRAME);
            }
        }
    }

    @Test
    void refusesLengthsThatOverflow() {
        for (int[] lengths : new int[][] {{0, -2}, {0, Integer.MAX_VALUE}, {-1, 0}, {Integer.MAX_VALUE, 0}, {4, -9}}) {
            ByteBuf tail =
                    Unpooled.buffer().writeInt(lengths[0]).writeInt(lengths[1]).writeInt(7);

            assertThatThrownBy(() -> Item.readAll(tail, COUNT_MAX, HEADER_MAX))
                    .isInstanceOf(RefusedException.class)
                    .extracting(e -> ((RefusedException) e).code())
                    .isEqualTo(RefusalCode.MALFORMED_FRAME);
        }
    }
}
