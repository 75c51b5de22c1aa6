package eu.ccngateway.gateway.evidence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends to one segment and its index. What was not synced can be taken back, and is when anything fails: a file system
 * that failed to sync may have lost what was written before. Not thread-safe.
 */
final class SegmentWriter implements AutoCloseable {

    /** How files are opened for writing. */
    interface Disk {
        FileChannel open(Path file, OpenOption... options) throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(SegmentWriter.class);

    private final SegmentFile segment;
    private final FileChannel frames;
    private final FileChannel index;
    private final List<IndexEntry> unsynced = new ArrayList<>();
    private final SegmentKeys keys = new SegmentKeys();
    private long end;
    private long syncedEnd;
    private long syncedEntries;

    private SegmentWriter(SegmentFile segment, FileChannel frames, FileChannel index) {
        this.segment = segment;
        this.frames = frames;
        this.index = index;
    }

    /** Makes a new segment. */
    static SegmentWriter create(SegmentFile segment, Disk disk) throws IOException {
        return open(segment, disk, StandardOpenOption.CREATE_NEW);
    }

    /** Opens a segment at its end; a torn frame there is cut off, and the index is made complete. */
    static SegmentWriter open(SegmentFile segment, Disk disk) throws IOException {
        List<IndexEntry> all = new ArrayList<>();
        SegmentIndex.Reach reach = SegmentIndex.walk(segment, all::add);
        List<IndexEntry> missing = all.subList((int) reach.entries(), all.size());
        SegmentWriter writer = open(segment, disk, StandardOpenOption.CREATE);
        try {
            all.subList(0, (int) reach.entries()).forEach(writer.keys::add);
            writer.repair(reach, missing);
            return writer;
        } catch (IOException e) {
            writer.close();
            throw e;
        }
    }

    private static SegmentWriter open(SegmentFile segment, Disk disk, OpenOption how) throws IOException {
        FileChannel frames = disk.open(segment.path(), StandardOpenOption.WRITE, how);
        try {
            return new SegmentWriter(segment, frames, disk.open(segment.index(), StandardOpenOption.WRITE, how));
        } catch (IOException e) {
            frames.close();
            throw e;
        }
    }

    /** Makes the index of a full segment anew, and its keys. */
    static void reindex(SegmentFile segment) throws IOException {
        Files.deleteIfExists(segment.keys());
        Files.deleteIfExists(segment.index());
        List<IndexEntry> all = new ArrayList<>();
        SegmentIndex.Reach reach = SegmentIndex.walk(segment, all::add);
        long size = Files.size(segment.path());
        if (reach.end() < size) {
            LOG.error(
                    "evidence: {} is damaged at {}: {} bytes from there on cannot be read; restore the file from a copy",
                    segment,
                    reach.end(),
                    size - reach.end());
        }
        try (FileChannel index =
                FileChannel.open(segment.index(), StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
            writeAll(index, bytes(all), 0);
            index.force(false);
        }
        SegmentKeys.make(segment);
    }

    private void repair(SegmentIndex.Reach reach, List<IndexEntry> missing) throws IOException {
        if (frames.size() > reach.end()) {
            LOG.warn(
                    "evidence: {} ends in {} bytes of a record that was not finished when the gateway stopped; cut off,"
                            + " the record is still in the ledger queue",
                    segment,
                    frames.size() - reach.end());
        }
        end = reach.end();
        syncedEnd = reach.end();
        syncedEntries = reach.entries();
        rollBack();
        unsynced.addAll(missing);
        sync();
    }

    SegmentFile segment() {
        return segment;
    }

    long size() {
        return end;
    }

    /** Up to here nothing is taken back any more. */
    long syncedEnd() {
        return syncedEnd;
    }

    boolean hasUnsynced() {
        return end > syncedEnd;
    }

    /** Where the next frame will stand. */
    Frame next(byte[] bytes) {
        if (bytes.length == 0 || bytes.length > SegmentFile.FRAME_MAX) {
            throw new IllegalArgumentException(
                    "record: " + bytes.length + " bytes (expected: 1-" + SegmentFile.FRAME_MAX + ")");
        }
        return Frame.of(end, bytes);
    }

    void append(Frame frame, List<IndexEntry> entries) throws IOException {
        writeAll(frames, frame.head(), frame.offset());
        writeAll(frames, ByteBuffer.wrap(frame.bytes()), frame.offset() + SegmentFile.FRAME_HEAD);
        end = frame.end();
        unsynced.addAll(entries);
    }

    /** All frames are durable afterwards; the index is up to date, durable only once the segment is full. */
    void sync() throws IOException {
        if (unsynced.isEmpty()) {
            return;
        }
        frames.force(false);
        writeAll(index, bytes(unsynced), syncedEntries * IndexEntry.SIZE);
        syncedEntries += unsynced.size();
        syncedEnd = end;
        unsynced.forEach(keys::add);
        unsynced.clear();
    }

    /** Takes back what was not synced. */
    void rollBack() throws IOException {
        unsynced.clear();
        end = syncedEnd;
        frames.truncate(syncedEnd);
        index.truncate(syncedEntries * IndexEntry.SIZE);
    }

    /** The segment is full. */
    void finish() throws IOException {
        sync();
        index.force(false);
        keys.write(segment);
    }

    @Override
    public void close() throws IOException {
        try (frames;
                index) {
            unsynced.clear();
        }
    }

    private static ByteBuffer bytes(List<IndexEntry> entries) {
        ByteBuffer bytes = ByteBuffer.allocate(entries.size() * IndexEntry.SIZE);
        entries.forEach(entry -> entry.write(bytes));
        return bytes.flip();
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes, long at) throws IOException {
        long position = at;
        while (bytes.hasRemaining()) {
            position += channel.write(bytes, position);
        }
    }
}
