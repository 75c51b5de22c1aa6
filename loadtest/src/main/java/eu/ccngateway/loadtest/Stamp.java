package eu.ccngateway.loadtest;

import java.nio.ByteBuffer;

/**
 * What the driver writes at the head of each payload, to know the message again.
 *
 * @param sender index of the node in the plan
 * @param sequence of the message, from 0, counted by its sender
 * @param putNanos when it was, or should have been, put
 */
record Stamp(int sender, long sequence, long putNanos) {

    static final int LENGTH = 4 + 8 + 8;

    byte[] payload(byte[] filling) {
        byte[] payload = filling.clone();
        ByteBuffer.wrap(payload).putInt(sender).putLong(sequence).putLong(putNanos);
        return payload;
    }

    static Stamp of(byte[] payload) {
        ByteBuffer bytes = ByteBuffer.wrap(payload);
        return new Stamp(bytes.getInt(), bytes.getLong(), bytes.getLong());
    }
}
