package eu.ccngateway.gateway.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One file of evidence, {@code ledger-00000001-20260131.seg}: frames of u32 length, u32 CRC-32C of the bytes, bytes
 * (big-endian), only ever appended to. Beside it stands an index, {@code .idx}, and once it is full a file of keys to that,
 * {@code .key}; both can be made anew from it.
 *
 * @param sequence grows with every file of the directory
 * @param day when it was begun, UTC; for people
 */
record SegmentFile(Path directory, Kind kind, int sequence, LocalDate day) {

    /** What the frames are. */
    enum Kind {
        /** {@code LedgerRecord}s, without archived bytes. */
        LEDGER,
        /** {@code ArchivedPayload}s. */
        PAYLOAD;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A file this large gets no more frames. */
    static final long ROLL_BYTES = 64L * 1024 * 1024;

    /** In front of a frame's bytes. */
    static final int FRAME_HEAD = 8;

    /** More than any frame has: what says more is damaged. */
    static final int FRAME_MAX = 16 * 1024 * 1024;

    private static final Pattern NAME = Pattern.compile("(ledger|payload)-(\\d{8})-(\\d{8})\\.seg");

    Path path() {
        return directory.resolve(name() + ".seg");
    }

    Path index() {
        return directory.resolve(name() + ".idx");
    }

    Path keys() {
        return directory.resolve(name() + ".key");
    }

    /** A segment takes records for a day only, and the last group of that day; none of them is later than this. */
    Instant lastChange() {
        return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).plusHours(1).toInstant();
    }

    void delete() throws IOException {
        Files.deleteIfExists(keys());
        Files.deleteIfExists(index());
        Files.deleteIfExists(path());
    }

    private String name() {
        return String.format("%s-%08d-%s", kind.text(), sequence, DateTimeFormatter.BASIC_ISO_DATE.format(day));
    }

    /** All of a kind, oldest first. */
    static List<SegmentFile> list(Path directory, Kind kind) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.flatMap(file -> parse(directory, file.getFileName().toString()).stream())
                    .filter(segment -> segment.kind() == kind)
                    .sorted(Comparator.comparingInt(SegmentFile::sequence))
                    .toList();
        }
    }

    private static Optional<SegmentFile> parse(Path directory, String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches()
                ? Optional.of(new SegmentFile(
                        directory,
                        Kind.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)),
                        Integer.parseInt(matcher.group(2)),
                        LocalDate.parse(matcher.group(3), DateTimeFormatter.BASIC_ISO_DATE)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return path().toString();
    }
}
