package eu.ccngateway.applications.runtime;

import eu.ccngateway.applications.conversation.Stored;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an application has done and remembers, in a directory of its own. In memory as a whole; the directory is there for
 * the next start. Not thread-safe: the runtime does one thing at a time.
 */
public final class Store implements AutoCloseable {

    /** Messages remembered as handled; the network's own window against duplicates is a day. */
    private static final int HANDLED_MAX = 200_000;

    private static final long COMPACT_FROM = 8 << 20;
    private static final int COMPACT_FACTOR = 4;

    private final LinkedHashSet<String> handled = new LinkedHashSet<>();
    private final Map<String, Stored> records = new LinkedHashMap<>();
    private final Map<String, Pending> pending = new LinkedHashMap<>();
    private Instant at = Instant.EPOCH;
    private @Nullable Journal journal;
    private @Nullable FileChannel lock;
    private long sizeAfterCompaction = COMPACT_FROM;

    private Store() {}

    /** One that forgets everything at the end of the program. */
    public static Store inMemory() {
        return new Store();
    }

    /**
     * Opens a directory, or begins one.
     *
     * @throws IllegalStateException if another program uses it
     */
    public static Store open(Path directory) {
        Store store = new Store();
        try {
            Files.createDirectories(directory);
            FileChannel channel =
                    FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            store.lock = channel;
            if (!isLocked(channel)) {
                channel.close();
                throw new IllegalStateException(directory
                        + ": another application uses it (expected: a directory of its own; choose one with --state)");
            }
            store.journal = Journal.open(directory.resolve("journal"), store::take);
            store.compactIfDue();
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(directory + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            @Nullable FileLock held = channel.tryLock();
            return held != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Durable when it returns. */
    void commit(Unit unit) {
        try {
            if (journal != null) {
                journal.append(unit);
                take(unit);
                compactIfDue();
            } else {
                take(unit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the state cannot be written; nothing is acknowledged", e);
        }
    }

    private void take(Unit unit) {
        at = unit.at().isAfter(at) ? unit.at() : at;
        handled.addAll(unit.handled());
        for (Iterator<String> oldest = handled.iterator(); handled.size() > HANDLED_MAX; ) {
            oldest.next();
            oldest.remove();
        }
        unit.records().forEach(record -> {
            if (record.isForgotten()) {
                records.remove(record.key());
            } else {
                records.put(record.key(), record);
            }
        });
        unit.pending().forEach(message -> pending.put(message.id().toHex(), message));
        unit.sent().forEach(pending::remove);
    }

    private void compactIfDue() throws IOException {
        if (journal == null || journal.size() < COMPACT_FROM || journal.size() < sizeAfterCompaction * COMPACT_FACTOR) {
            return;
        }
        List<Unit> units = new ArrayList<>();
        units.add(new Unit(List.copyOf(handled), List.of(), List.of(), List.of(), at));
        records.values().forEach(it -> units.add(new Unit(List.of(), List.of(it), List.of(), List.of(), at)));
        pending.values().forEach(it -> units.add(new Unit(List.of(), List.of(), List.of(it), List.of(), at)));
        journal.replace(units);
        sizeAfterCompaction = journal.size();
    }

    boolean wasHandled(String id) {
        return handled.contains(id);
    }

    Collection<Stored> records() {
        return List.copyOf(records.values());
    }

    /** In the order in which they were decided. */
    List<Pending> pending() {
        return List.copyOf(pending.values());
    }

    Optional<Pending> pending(String id) {
        return Optional.ofNullable(pending.get(id));
    }

    /** The latest time the application has seen. */
    Instant at() {
        return at;
    }

    @Override
    public void close() {
        try {
            if (journal != null) {
                journal.close();
            }
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
