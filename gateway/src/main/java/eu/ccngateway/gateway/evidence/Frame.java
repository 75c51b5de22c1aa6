package eu.ccngateway.gateway.evidence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.zip.CRC32C;

/** Bytes in a segment, and where they stand. */
record Frame(long offset, byte[] bytes, int checksum) {

    static Frame of(long offset, byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return new Frame(offset, bytes, (int) crc.getValue());
    }

    long end() {
        return offset + SegmentFile.FRAME_HEAD + bytes.length;
    }

    ByteBuffer head() {
        return ByteBuffer.allocate(SegmentFile.FRAME_HEAD)
                .putInt(bytes.length)
                .putInt(checksum)
                .flip();
    }

    /** The frame at an offset; empty at the end of the file, and where no whole frame stands. */
    static Optional<Frame> read(FileChannel channel, long offset) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(SegmentFile.FRAME_HEAD);
        if (!fill(channel, head, offset)) {
            return Optional.empty();
        }
        int length = head.getInt();
        if (length <= 0 || length > SegmentFile.FRAME_MAX) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        if (!fill(channel, bytes, offset + SegmentFile.FRAME_HEAD)) {
            return Optional.empty();
        }
        Frame frame = Frame.of(offset, bytes.array());
        return frame.checksum() == head.getInt() ? Optional.of(frame) : Optional.empty();
    }

    private static boolean fill(FileChannel channel, ByteBuffer buffer, long offset) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                return false;
            }
        }
        buffer.flip();
        return true;
    }
}
