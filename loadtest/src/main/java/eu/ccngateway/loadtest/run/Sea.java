package eu.ccngateway.loadtest.run;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/**
 * Random bytes that all payloads are cut from: where a payload begins follows from the message's number. So a payload
 * costs neither memory nor copying, no two neighbours are alike, and the receiver knows what each must be.
 */
final class Sea {

    private static final int SHORES = 1 << 22;
    private static final long SEED = 6_902;

    private final byte[] bytes;

    /** @param largest of the payloads */
    Sea(int largest) {
        bytes = new byte[SHORES + largest];
        new Random(SEED).nextBytes(bytes);
    }

    ByteBuffer payload(int sender, long number, int size) {
        return ByteBuffer.wrap(bytes, start(sender, number), size);
    }

    /** Whether these are the bytes that were put. */
    boolean isPayload(int sender, long number, byte[] payload, int size) {
        int start = start(sender, number);
        return payload.length == size && Arrays.equals(payload, 0, size, bytes, start, start + size);
    }

    private static int start(int sender, long number) {
        long mixed = (number * 0x9E3779B97F4A7C15L + sender) * 0xC2B2AE3D27D4EB4FL;
        return (int) (mixed >>> 42);
    }
}
