package eu.ccngateway.monitoring.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Lines of text, each followed by a comma and the CRC-32 of what stands before it. A process that is killed while it
 * writes leaves at most a torn end: that is cut when the lines are opened, and said. A wrong line with a right one
 * behind it was not torn but changed, and is refused.
 */
public final class CheckedLines implements AutoCloseable {

    private static final int CHECK_LENGTH = 8;

    private final LineStore store;
    private final List<String> found;
    private final Optional<String> repair;

    private CheckedLines(LineStore store, List<String> found, Optional<String> repair) {
        this.store = store;
        this.found = found;
        this.repair = repair;
    }

    /** Reads what is there, and cuts a torn end. */
    public static CheckedLines open(LineStore store) throws IOException {
        Scan scan = scan(store.read(), store.toString());
        Optional<String> repair = Optional.empty();
        if (scan.torn > 0) {
            store.truncate(scan.whole);
            repair = Optional.of(store + ": cut " + scan.torn + " bytes after line " + scan.lines.size()
                    + ", written when a process ended");
        }
        return new CheckedLines(store, scan.lines, repair);
    }

    /** Only reads; a torn end is passed over, since somebody may be writing it at this moment. */
    public static List<String> read(byte[] bytes, String name) throws LedgerDamaged {
        return scan(bytes, name).lines;
    }

    private record Scan(List<String> lines, int whole, int torn) {}

    private static Scan scan(byte[] bytes, String name) throws LedgerDamaged {
        List<String> lines = new ArrayList<>();
        int whole = 0;
        boolean isTorn = false;
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                Optional<String> text = checked(new String(bytes, start, i - start, StandardCharsets.UTF_8));
                if (text.isPresent() && isTorn) {
                    throw new LedgerDamaged(
                            name + ": line " + (lines.size() + 1)
                                    + " is not what was written (expected: lines that nobody edits; restore the file from a copy)");
                }
                if (text.isPresent()) {
                    lines.add(text.get());
                    whole = i + 1;
                } else {
                    isTorn = true;
                }
                start = i + 1;
            }
        }
        return new Scan(lines, whole, bytes.length - whole);
    }

    private static Optional<String> checked(String line) {
        int comma = line.length() - CHECK_LENGTH - 1;
        return comma > 0
                        && line.charAt(comma) == ','
                        && check(line.substring(0, comma)).equals(line.substring(comma + 1))
                ? Optional.of(line.substring(0, comma))
                : Optional.empty();
    }

    /** Eight hex digits: the CRC-32 of the text in UTF-8, as zip and Python's zlib compute it. */
    static String check(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    /** The line with its check, without a line end. */
    public static String sealed(String text) {
        return text + "," + check(text);
    }

    /** The lines that were there when these were opened. */
    public List<String> found() {
        return found;
    }

    /** What was cut, if anything. */
    public Optional<String> repair() {
        return repair;
    }

    public void append(String text) throws IOException {
        store.append((sealed(text) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    public void sync() throws IOException {
        store.sync();
    }

    /** Forgets every line. */
    public void clear() throws IOException {
        store.truncate(0);
    }

    @Override
    public void close() throws IOException {
        store.close();
    }
}
