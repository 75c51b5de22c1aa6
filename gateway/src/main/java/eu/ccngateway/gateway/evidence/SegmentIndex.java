package eu.ccngateway.gateway.evidence;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What stands in a segment: its index file, and what of the segment is not in that file, read from the segment itself.
 * So it is right whether the index is behind, damaged or gone, and while another process appends.
 */
final class SegmentIndex {

    private static final int ENTRIES_A_READ = 4096;

    private SegmentIndex() {}

    /**
     * How far a walk came.
     *
     * @param entries how many entries the index file has that are good, up to the last whole frame
     * @param covered how far into the segment these reach
     * @param end where the last whole frame of the segment ends
     */
    record Reach(long entries, long covered, long end) {}

    /** Hands every entry of a segment to {@code each}, in order. */
    static Reach walk(SegmentFile segment, Consumer<IndexEntry> each) throws IOException {
        try (FileChannel frames = FileChannel.open(segment.path(), StandardOpenOption.READ)) {
            Tail indexed = indexed(segment.index(), frames.size(), each);
            long end = scan(segment, frames, indexed.covered, each);
            return new Reach(indexed.entries, indexed.covered, end);
        }
    }

    /** Whether the index file alone tells all, as that of a full segment should. */
    static boolean isComplete(SegmentFile segment) throws IOException {
        if (!Files.exists(segment.index())) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(segment.index(), StandardOpenOption.READ)) {
            long size = channel.size();
            ByteBuffer last = ByteBuffer.allocate(IndexEntry.SIZE);
            if (size < IndexEntry.SIZE || size % IndexEntry.SIZE != 0) {
                return false;
            }
            channel.read(last, size - IndexEntry.SIZE);
            return IndexEntry.read(last.flip())
                    .filter(entry -> entry.endsFrame()
                            && entry.frameEnd() == segment.path().toFile().length())
                    .isPresent();
        }
    }

    private record Tail(long entries, long covered) {}

    /** Entries are handed on frame by frame, so that nothing of a frame comes twice when its entries are not complete. */
    private static Tail indexed(Path index, long segmentSize, Consumer<IndexEntry> each) throws IOException {
        if (!Files.exists(index)) {
            return new Tail(0, 0);
        }
        long entries = 0;
        long covered = 0;
        List<IndexEntry> frame = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(index, StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.allocate(ENTRIES_A_READ * IndexEntry.SIZE);
            while (channel.read(buffer) >= 0 || buffer.position() >= IndexEntry.SIZE) {
                buffer.flip();
                while (buffer.remaining() >= IndexEntry.SIZE) {
                    Optional<IndexEntry> entry = IndexEntry.read(buffer);
                    if (entry.isEmpty()
                            || entry.get().offset() != covered
                            || entry.get().frameEnd() > segmentSize) {
                        return new Tail(entries, covered);
                    }
                    frame.add(entry.get());
                    if (entry.get().endsFrame()) {
                        frame.forEach(each);
                        entries += frame.size();
                        covered = entry.get().frameEnd();
                        frame.clear();
                    }
                }
                buffer.compact();
            }
        }
        return new Tail(entries, covered);
    }

    private static long scan(SegmentFile segment, FileChannel frames, long from, Consumer<IndexEntry> each)
            throws IOException {
        long at = from;
        Optional<Frame> frame = Frame.read(frames, at);
        while (frame.isPresent()) {
            try {
                List<IndexEntry> entries = IndexEntry.of(frame.get(), segment.kind());
                entries.forEach(each);
            } catch (InvalidProtocolBufferException e) {
                throw new IOException(
                        segment + ": the record at " + at + " cannot be read (expected: one of this version or older)"
                                + "; restore the file from a copy",
                        e);
            }
            at = frame.get().end();
            frame = Frame.read(frames, at);
        }
        return at;
    }
}
