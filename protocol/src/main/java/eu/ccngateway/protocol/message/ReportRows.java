package eu.ccngateway.protocol.message;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Which messages a report tells of, when it tells of several: the report's payload, a row of {@value #ROW} bytes for each
 * with its MsgId (24), the leaf hash of its statement (32) and its acceptance id (8, big-endian).
 *
 * @param bytes never changed once they are here
 */
public record ReportRows(byte[] bytes) {

    /** Bytes of a row. */
    public static final int ROW = 64;

    /** Rows of a report. */
    public static final int MAX = 128;

    private static final int LEAF = MessageId.LENGTH;
    private static final int ACCEPTANCE = LEAF + 32;

    public ReportRows {
        int rows = bytes.length / ROW;
        if (bytes.length % ROW != 0 || rows < 1 || rows > MAX) {
            throw new IllegalArgumentException(
                    "rows of a report: " + bytes.length + " bytes (expected: 1-" + MAX + " rows of " + ROW + " bytes)");
        }
    }

    /** Writes a row. */
    public static void write(ByteBuffer out, ByteBuffer id, byte[] leaf, long acceptance) {
        out.put(id).put(leaf).putLong(acceptance);
    }

    public int size() {
        return bytes.length / ROW;
    }

    public byte[] id(int row) {
        return Arrays.copyOfRange(bytes, row * ROW, row * ROW + LEAF);
    }

    public byte[] leaf(int row) {
        return Arrays.copyOfRange(bytes, row * ROW + LEAF, row * ROW + ACCEPTANCE);
    }

    public long acceptance(int row) {
        return ByteBuffer.wrap(bytes).getLong(row * ROW + ACCEPTANCE);
    }

    /** The id of the report on one row alone: the last 8 bytes count on from the first row's. */
    public static byte[] idOfRow(byte[] reportId, int row) {
        byte[] id = reportId.clone();
        ByteBuffer last = ByteBuffer.wrap(id);
        last.putLong(MessageId.LENGTH - 8, last.getLong(MessageId.LENGTH - 8) + row);
        return id;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReportRows rows && Arrays.equals(bytes, rows.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return size() + " rows";
    }
}
