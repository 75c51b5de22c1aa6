package eu.ccngateway.monitoring.ledger;

import java.util.Arrays;

/** Bytes in memory. Closing keeps them, so that a second reader finds what a first one wrote. */
public final class MemoryLines implements LineStore {

    private static final int INITIAL = 1024;

    private byte[] bytes = new byte[INITIAL];
    private int length;

    @Override
    public byte[] read() {
        return Arrays.copyOf(bytes, length);
    }

    @Override
    public void append(byte[] added) {
        int needed = Math.addExact(length, added.length);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
        }
        System.arraycopy(added, 0, bytes, length, added.length);
        length = needed;
    }

    @Override
    public void sync() {
        // Memory is as safe as it gets.
    }

    @Override
    public void truncate(long to) {
        length = (int) Math.min(length, to);
    }

    @Override
    public void close() {
        // What was written stays readable.
    }
}
