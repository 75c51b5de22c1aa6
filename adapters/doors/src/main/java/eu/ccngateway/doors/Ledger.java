package eu.ccngateway.doors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Names with a value each, on the disk before anybody is told: what a door must know again after a crash. Entries are
 * forgotten after a time, and the oldest when there are too many. One line of the file is one entry, {@code MILLIS NAME
 * VALUE}; a line that a crash tore is none.
 */
public final class Ledger implements AutoCloseable {

    private static final int SLACK = 10_000;

    private final Path file;
    private final Limits limits;
    private final Clock clock;
    private final LinkedHashMap<String, Entry> entries = new LinkedHashMap<>();
    private FileChannel channel;
    private int lines;

    /** How long entries are kept, and how many. */
    public record Limits(Duration kept, int entriesMax) {}

    private record Entry(long atMs, String value) {}

    private Ledger(Path file, Limits limits, Clock clock) throws IOException {
        this.file = file;
        this.limits = limits;
        this.clock = clock;
        if (Files.exists(file)) {
            read(Files.readString(file, StandardCharsets.UTF_8));
        }
        channel = rewrite();
    }

    /** Opens a ledger, or begins one. Its directory is the caller's alone. */
    public static Ledger open(Path file, Limits limits, Clock clock) throws IOException {
        return new Ledger(file, limits, clock);
    }

    private void read(String text) {
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("\n")) {
            String[] parts = line.split(" ", 3);
            if (parts.length == 3 && parts[0].matches("\\d{1,18}")) {
                entries.put(parts[1], new Entry(Long.parseLong(parts[0]), parts[2]));
            }
        }
    }

    public synchronized Optional<String> get(String name) {
        return Optional.ofNullable(entries.get(name)).map(Entry::value);
    }

    /** The value a name has; this one, if it had none. Durable when it returns. */
    public synchronized String getOrPut(String name, String value) throws IOException {
        return getOrPut(Map.of(name, value)).getOrDefault(name, value);
    }

    /** As {@link #getOrPut(String, String)} for several, at the price of one. */
    public synchronized Map<String, String> getOrPut(Map<String, String> wanted) throws IOException {
        Map<String, String> found = new LinkedHashMap<>();
        StringBuilder text = new StringBuilder();
        long now = clock.millis();
        for (Map.Entry<String, String> entry : wanted.entrySet()) {
            Entry before = entries.get(entry.getKey());
            found.put(entry.getKey(), before == null ? entry.getValue() : before.value);
            if (before == null) {
                text.append(line(entry.getKey(), new Entry(now, entry.getValue())));
            }
        }
        if (text.length() > 0) {
            append(text.toString());
            wanted.forEach((name, value) -> entries.putIfAbsent(name, new Entry(now, value)));
            lines += wanted.size();
            if (lines > 2 * entries.size() + SLACK || entries.size() > limits.entriesMax + SLACK) {
                channel.close();
                channel = rewrite();
            }
        }
        return found;
    }

    /** Forgets a name; after a crash it may be known again. */
    public synchronized void remove(String name) {
        entries.remove(name);
    }

    private static String line(String name, Entry entry) {
        if (name.isEmpty() || (name + entry.value).chars().anyMatch(c -> c < 0x20) || name.contains(" ")) {
            throw new IllegalArgumentException(
                    "ledger: '" + NameValues.shown(name) + "' (expected: one word, and a value on one line)");
        }
        return entry.atMs + " " + name + " " + entry.value + "\n";
    }

    private void append(String text) throws IOException {
        long end = channel.size();
        try {
            write(channel, text);
        } catch (IOException e) {
            // What was half written must not stand before what comes next.
            channel.truncate(end);
            throw e;
        }
    }

    private static void write(FileChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(false);
    }

    /** Writes what is worth keeping to a new file, which takes the place of the old one in one step. */
    private FileChannel rewrite() throws IOException {
        long old = clock.millis() - limits.kept.toMillis();
        entries.values().removeIf(entry -> entry.atMs < old);
        var oldest = entries.entrySet().iterator();
        while (entries.size() > limits.entriesMax && oldest.hasNext()) {
            oldest.next();
            oldest.remove();
        }
        StringBuilder text = new StringBuilder();
        entries.forEach((name, entry) -> text.append(line(name, entry)));
        lines = entries.size();
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Disk.write(fresh, text.toString().getBytes(StandardCharsets.UTF_8));
        Disk.move(fresh, file);
        Disk.forceAround(file);
        return FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
    }
}
