package eu.ccngateway.protocol.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.protocol.refusal.RefusalCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameGarbageTest {

    private static final int FRAME_MAX = 1 << 20;
    private static final int FIRST_PIECE = 64 * 1024;
    private static final int ROUNDS = 3_000;

    private final Garbage garbage = Garbage.fresh();

    private List<byte[]> cut(byte[] bytes) {
        List<byte[]> pieces = new ArrayList<>();
        for (int at = 0; at < bytes.length; ) {
            int end = Math.min(bytes.length, at + 1 + garbage.random.nextInt(40));
            pieces.add(Arrays.copyOfRange(bytes, at, end));
            at = end;
        }
        return pieces;
    }

    private void assertTakenOrRefused(byte[] bytes, int frameMax) {
        DecodedBytes decoded = DecodedBytes.of(frameMax, cut(bytes));

        decoded.refusal().ifPresent(refusal -> {
            assertThat(refusal.code()).as(garbage.seed).isIn(RefusalCode.MALFORMED_FRAME, RefusalCode.FRAME_TOO_LARGE);
            assertThat(refusal.reason()).contains("(expected: ");
        });
        assertThat(decoded.memoryMax()).as(garbage.seed).isLessThanOrEqualTo(frameMax);
        assertThat(decoded.memoryLeft()).as(garbage.seed).isZero();
    }

    @Test
    void refusesRandomBytes() {
        for (int i = 0; i < ROUNDS; i++) {
            assertTakenOrRefused(garbage.bytes(300), FRAME_MAX);
        }
    }

    @Test
    void takesOrRefusesDamagedFrames() throws IOException {
        List<byte[]> good = Garbage.goodFrames();
        for (int i = 0; i < ROUNDS; i++) {
            byte[] one = garbage.damaged(good.get(garbage.random.nextInt(good.size())));
            byte[] two = good.get(garbage.random.nextInt(good.size()));
            assertTakenOrRefused(Garbage.joined(one, two), FRAME_MAX);
        }
    }

    @Test
    void takesOrRefusesRandomHeads() {
        for (int i = 0; i < ROUNDS; i++) {
            byte[] head = garbage.bytes(60);
            byte[] front = {0, 0, 0, (byte) (head.length + 4), 0, 0, 0, (byte) head.length};
            assertTakenOrRefused(Garbage.joined(front, head), FRAME_MAX);
        }
    }

    @Test
    void readsTheSameFramesHoweverTheyAreCut() throws IOException {
        byte[] all = Garbage.joined(Garbage.goodFrames().toArray(byte[][]::new));
        List<String> whole = DecodedBytes.of(FRAME_MAX, List.of(all)).frames();
        assertThat(whole).hasSameSizeAs(Garbage.goodFrames());

        for (int i = 0; i < 50; i++) {
            DecodedBytes decoded = DecodedBytes.of(FRAME_MAX, cut(all));
            assertThat(decoded.frames()).as(garbage.seed).isEqualTo(whole);
            assertThat(decoded.memoryLeft()).isZero();
        }
    }

    @Test
    void refusesAFrameAboveTheLimitByItsLengthAlone() {
        byte[] length = {0x00, 0x10, 0x00, 0x01};

        DecodedBytes decoded = DecodedBytes.of(FRAME_MAX, List.of(length));

        assertThat(decoded.refusal()).hasValueSatisfying(refusal -> {
            assertThat(refusal.code()).isEqualTo(RefusalCode.FRAME_TOO_LARGE);
            assertThat(refusal.reason()).isEqualTo("frame: 1048577 bytes (expected: at most 1048576)");
        });
        assertThat(decoded.memoryMax()).isZero();
    }

    @Test
    void readsNothingBehindABrokenFrame() throws IOException {
        byte[] broken = {0, 0, 0, 4, 0, 0, 0, 9};
        byte[] good = Garbage.goodFrames().get(0);

        DecodedBytes together = DecodedBytes.of(FRAME_MAX, List.of(Garbage.joined(broken, good)));
        DecodedBytes apart = DecodedBytes.of(FRAME_MAX, List.of(broken, good, good));

        assertThat(together.frames()).isEmpty();
        assertThat(apart.frames()).isEmpty();
        assertThat(apart.refusal())
                .hasValueSatisfying(refusal -> assertThat(refusal.code()).isEqualTo(RefusalCode.MALFORMED_FRAME));
    }

    @Test
    void bindsLittleMemoryForAFrameThatIsOnlyAnnounced() {
        byte[] announced = {0x00, 0x10, 0x00, 0x00, 0, 0, 0, 4, 1, 2, 3};

        DecodedBytes decoded = DecodedBytes.of(FRAME_MAX, List.of(announced));

        assertThat(decoded.frames()).isEmpty();
        assertThat(decoded.memoryMax()).isLessThanOrEqualTo(FIRST_PIECE);
        assertThat(decoded.memoryLeft()).isZero();
    }

    @Test
    void refusesDeeplyNestedHeads() {
        byte[] head = new byte[0];
        for (int depth = 0; depth < 100; depth++) {
            // Field 8 of Frame, which nobody knows, as a group in a group in a group.
            head = Garbage.joined(new byte[] {0x43}, head, new byte[] {0x44});
        }
        byte[] front = {0, 0, 0, (byte) (head.length + 4), 0, 0, 0, (byte) head.length};

        DecodedBytes decoded = DecodedBytes.of(FRAME_MAX, List.of(Garbage.joined(front, head)));

        assertThat(decoded.refusal())
                .hasValueSatisfying(refusal -> assertThat(refusal.code()).isEqualTo(RefusalCode.MALFORMED_FRAME));
    }
}
