package eu.ccngateway.node;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The directory of a spool: its segments, in order, and a lock so that one program at a time has it. One thread. */
final class SpoolFiles implements Closeable {

    private static final long SEGMENT_MAX = 16L << 20;

    private final Path directory;
    private final FileChannel lockFile;
    private final FileLock lock;
    private final List<SpoolSegment> segments = new ArrayList<>();
    private final TreeMap<Long, SpoolSegment.Place> waiting = new TreeMap<>();
    private long lastSequence;

    SpoolFiles(Path directory) throws IOException {
        this.directory = directory;
        Files.createDirectories(directory);
        lockFile = FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        lock = lock();
        recover();
    }

    private FileLock lock() throws IOException {
        FileLock taken = null;
        try {
            taken = lockFile.tryLock();
        } catch (OverlappingFileLockException ignored) {
            // Another node of this program has it.
        }
        if (taken == null) {
            lockFile.close();
            throw new NodeException("spool: " + directory
                    + " is in use by another program or node (expected: a directory of its own for each)");
        }
        return taken;
    }

    private void recover() throws IOException {
        List<Path> logs = named(".log");
        for (Path log : logs) {
            boolean isNewest = log.equals(logs.get(logs.size() - 1));
            SpoolSegment segment = SpoolSegment.recover(log, isNewest, waiting);
            lastSequence = Math.max(lastSequence, segment.lastSequence());
            if (segment.isDone()) {
                segment.delete();
            } else {
                segments.add(segment);
            }
        }
        // Of a segment that was being deleted: its numbers must not speak of messages to come.
        for (Path done : named(".done")) {
            String log = done.getFileName().toString().replace(".done", ".log");
            if (!Files.exists(directory.resolve(log))) {
                Files.delete(done);
            }
        }
    }

    private List<Path> named(String ending) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    /** What an earlier run left, in the order of its puts. */
    List<SpoolSegment.Place> recovered() {
        return List.copyOf(waiting.values());
    }

    long nextSequence() {
        return ++lastSequence;
    }

    /** Safe after the next {@link #force}. */
    SpoolSegment.Place append(long sequence, byte[] header, Payload payload) throws IOException {
        if (segments.isEmpty() || last().size() >= SEGMENT_MAX) {
            if (!segments.isEmpty()) {
                last().force();
            }
            segments.add(SpoolSegment.create(directory, sequence));
        }
        return last().append(sequence, header, payload);
    }

    private SpoolSegment last() {
        return segments.get(segments.size() - 1);
    }

    void force() throws IOException {
        last().force();
    }

    void done(SpoolSegment.Place place) throws IOException {
        boolean isLastOfIt = place.segment().done(place.sequence());
        if (isLastOfIt && place.segment() != last()) {
            segments.remove(place.segment());
            place.segment().delete();
        }
    }

    @Override
    public void close() throws IOException {
        for (SpoolSegment segment : segments) {
            if (segment.isDone()) {
                segment.delete();
            } else {
                segment.close();
            }
        }
        lock.release();
        lockFile.close();
    }
}
