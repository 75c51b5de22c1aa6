package eu.ccngateway.monitoring.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was recorded, line by line. Lines are added and never changed: what was wrong is put right by another line. */
public final class Ledger implements AutoCloseable {

    private static final int FIXED = 3;

    private final CheckedLines lines;
    private final Clock clock;
    private final List<Entry> entries;

    private Ledger(CheckedLines lines, Clock clock, List<Entry> entries) {
        this.lines = lines;
        this.clock = clock;
        this.entries = entries;
    }

    public static Ledger open(LineStore store, Clock clock) throws IOException {
        CheckedLines lines = CheckedLines.open(store);
        return new Ledger(lines, clock, parse(lines.found(), store.toString()));
    }

    /** The lines of a file that others may be writing; none where there is no file. */
    public static List<Entry> read(Path file) throws IOException {
        return Files.exists(file) ? read(Files.readAllBytes(file), file.toString()) : List.of();
    }

    /** The lines of an exported ledger. */
    public static List<Entry> read(byte[] bytes, String name) throws IOException {
        return parse(CheckedLines.read(bytes, name), name);
    }

    /** The titles of the columns. */
    public static String header() {
        List<String> titles = new ArrayList<>(List.of("sequence", "recorded", "kind"));
        Arrays.stream(Column.values()).map(Column::title).forEach(titles::add);
        return Csv.join(titles);
    }

    /** Adds a line, recorded now. It survives the end of this process; a power cut once {@link #sync} has returned. */
    public synchronized Entry append(Entry.Draft draft) throws IOException {
        Entry entry = draft.numbered(entries.size() + 1L, clock.instant());
        lines.append(line(entry));
        entries.add(entry);
        return entry;
    }

    public synchronized void sync() throws IOException {
        lines.sync();
    }

    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** What was cut off a torn end, if anything. */
    public Optional<String> repair() {
        return lines.repair();
    }

    @Override
    public synchronized void close() throws IOException {
        lines.close();
    }

    /** As a file of its own: a title line, then every line with its checksum. Sequences start at 1 again. */
    public static byte[] export(List<Entry> entries) {
        StringBuilder text = new StringBuilder(CheckedLines.sealed(header())).append('\n');
        long sequence = 0;
        for (Entry entry : entries) {
            sequence++;
            Entry renumbered = new Entry(sequence, entry.recorded(), entry.kind(), entry.fields());
            text.append(CheckedLines.sealed(line(renumbered))).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String line(Entry entry) {
        List<String> fields = new ArrayList<>();
        fields.add(Long.toString(entry.sequence()));
        fields.add(entry.recorded().toString());
        fields.add(entry.kind().name());
        for (Column column : Column.values()) {
            fields.add(entry.text(column));
        }
        return Csv.join(fields);
    }

    private static List<Entry> parse(List<String> lines, String name) throws LedgerDamaged {
        List<Entry> entries = new ArrayList<>();
        for (String line : lines) {
            if (!(entries.isEmpty() && line.equals(header()))) {
                entries.add(parse(line, entries.size() + 1L, name));
            }
        }
        return entries;
    }

    private static Entry parse(String line, long expected, String name) throws LedgerDamaged {
        List<String> texts = Csv.split(line);
        if (texts.size() != FIXED + Column.values().length || !texts.get(0).equals(Long.toString(expected))) {
            throw new LedgerDamaged(name + ": '" + texts.get(0) + "' where line " + expected
                    + " should be (expected: every line that was written; restore the file from a copy)");
        }
        Map<Column, String> fields = new EnumMap<>(Column.class);
        for (Column column : Column.values()) {
            String text = texts.get(FIXED + column.ordinal());
            if (!text.isEmpty()) {
                fields.put(column, text);
            }
        }
        try {
            return new Entry(
                    expected,
                    Instant.parse(texts.get(1)),
                    Kind.valueOf(texts.get(2)),
                    Collections.unmodifiableMap(fields));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new LedgerDamaged(name + ": line " + expected + ": " + e.getMessage()
                    + " (expected: a line this version writes; is the ledger of a newer one?)");
        }
    }
}
