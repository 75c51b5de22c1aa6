package eu.ccngateway.gateway.evidence;

import eu.ccngateway.gateway.store.LedgerRecord;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the ledger from one place to another, record by record: what was read once need not be read again. Only reads. */
public final class EvidenceWalk {

    private static final Logger LOG = LoggerFactory.getLogger(EvidenceWalk.class);

    private final Path directory;

    /**
     * Between two records. As text it sorts as they stand.
     *
     * @param segment the number of the file
     * @param offset where the next record begins
     */
    public record Position(int segment, long offset) implements Comparable<Position> {

        /** Before the first record there is. */
        public static final Position START = new Position(0, 0);

        /** Reads what {@link #toString} wrote. */
        public static Position parse(String text) {
            if (!text.matches("[0-9]{8}:[0-9]{10}")) {
                throw new IllegalArgumentException(
                        "position: '" + text + "' (expected: file and offset, as in 00000001:0000012345)");
            }
            return new Position(Integer.parseInt(text.substring(0, 8)), Long.parseLong(text.substring(9)));
        }

        @Override
        public int compareTo(Position other) {
            return segment == other.segment
                    ? Long.compare(offset, other.offset)
                    : Integer.compare(segment, other.segment);
        }

        @Override
        public String toString() {
            return String.format("%08d:%010d", segment, offset);
        }
    }

    /** What is done with each record. */
    @FunctionalInterface
    public interface Visitor {
        void record(LedgerRecord record) throws IOException;
    }

    /** @param directory of the evidence */
    public EvidenceWalk(Path directory) {
        this.directory = directory;
    }

    /** Behind the last whole record there is now. */
    public Position end() throws IOException {
        List<SegmentFile> segments = SegmentFile.list(directory, SegmentFile.Kind.LEDGER);
        if (segments.isEmpty()) {
            return Position.START;
        }
        SegmentFile last = segments.get(segments.size() - 1);
        return new Position(
                last.sequence(), SegmentIndex.walk(last, entry -> {}).end());
    }

    /** A place before everything that was recorded since a moment. */
    public Position since(Instant moment) throws IOException {
        for (SegmentFile segment : SegmentFile.list(directory, SegmentFile.Kind.LEDGER)) {
            if (!segment.lastChange().isBefore(moment)) {
                return new Position(segment.sequence(), 0);
            }
        }
        return end();
    }

    /** Hands over every record between two places, in order; files that are no longer kept are left out. */
    public void walk(Position from, Position to, Visitor visitor) throws IOException {
        for (SegmentFile segment : SegmentFile.list(directory, SegmentFile.Kind.LEDGER)) {
            if (segment.sequence() >= from.segment && segment.sequence() <= to.segment) {
                long start = segment.sequence() == from.segment ? from.offset : 0;
                long end = segment.sequence() == to.segment ? to.offset : Long.MAX_VALUE;
                walk(segment, start, end, visitor);
            }
        }
    }

    private static void walk(SegmentFile segment, long from, long to, Visitor visitor) throws IOException {
        try (FileChannel frames = FileChannel.open(segment.path(), StandardOpenOption.READ)) {
            long at = from;
            Optional<Frame> frame = at < to ? Frame.read(frames, at) : Optional.empty();
            while (frame.isPresent()) {
                visitor.record(LedgerRecord.parseFrom(frame.get().bytes()));
                at = frame.get().end();
                frame = at < to ? Frame.read(frames, at) : Optional.empty();
            }
            if (at < Math.min(to, Files.size(segment.path()))) {
                LOG.error(
                        "evidence: {} cannot be read from {} on and is left out of what is counted;"
                                + " restore the file from a copy",
                        segment,
                        at);
            }
        } catch (NoSuchFileException e) {
            LOG.info("evidence: {} is no longer kept", segment);
        }
    }
}
