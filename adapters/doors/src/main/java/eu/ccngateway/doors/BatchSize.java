package eu.ccngateway.doors;

import eu.ccngateway.node.Delivered;
import java.util.List;

/** How many messages to take at once: payloads are in memory until they are safe, and large ones come in rows. */
public final class BatchSize {

    private static final int FIRST = 4;
    private static final int MOST = 64;
    private static final long BYTES = 32L << 20;

    private int size = FIRST;

    public int next() {
        return size;
    }

    /** More next time if these were small, fewer if they were large. */
    public void taken(List<? extends Delivered> batch) {
        taken(batch.stream()
                .mapToLong(delivered -> delivered.message().payloadLength())
                .sum());
    }

    void taken(long bytes) {
        size = bytes > BYTES ? Math.max(1, size / 4) : bytes < BYTES / 4 ? Math.min(MOST, size * 2) : size;
    }
}
