package eu.ccngateway.gateway.evidence;

import eu.ccngateway.gateway.store.ArchivedPayload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The segments of one kind: the last is appended to until it is full or its day is over. Not thread-safe. */
final class SegmentSeries implements AutoCloseable {

    /**
     * What is kept.
     *
     * @param bytes of all segments
     * @param roll a segment this large gets no more frames
     */
    record Limits(Duration age, long bytes, long roll) {}

    private static final Logger LOG = LoggerFactory.getLogger(SegmentSeries.class);

    private final Path directory;
    private final SegmentFile.Kind kind;
    private final Limits limits;
    private final Clock clock;
    private final SegmentWriter.Disk disk;
    private @Nullable SegmentWriter last;
    private int lastSequence;
    private EvidenceWalk.@Nullable Position closedAt;

    SegmentSeries(Path directory, SegmentFile.Kind kind, Limits limits, Clock clock, SegmentWriter.Disk disk) {
        this.directory = directory;
        this.kind = kind;
        this.limits = limits;
        this.clock = clock;
        this.disk = disk;
    }

    /** Puts right what the last process left. */
    void open() throws IOException {
        List<SegmentFile> segments = segments();
        for (int i = 0; i < segments.size(); i++) {
            SegmentFile segment = segments.get(i);
            lastSequence = segment.sequence();
            if (i == segments.size() - 1) {
                last = SegmentWriter.open(segment, disk);
            } else if (!SegmentIndex.isComplete(segment)) {
                SegmentWriter.reindex(segment);
            } else if (!SegmentKeys.areThere(segment)) {
                SegmentKeys.make(segment);
            }
        }
    }

    List<SegmentFile> segments() throws IOException {
        return SegmentFile.list(directory, kind);
    }

    /** Those in which something since then may stand. */
    List<SegmentFile> segmentsSince(Instant since) throws IOException {
        return segments().stream()
                .filter(segment -> !segment.lastChange().isBefore(since))
                .toList();
    }

    /** Where the next frame will stand; a new segment is begun when it is time. */
    Frame next(byte[] bytes) throws IOException {
        return writer().next(bytes);
    }

    /** Appends the frame that {@link #next} gave. */
    void append(Frame frame, List<IndexEntry> entries) throws IOException {
        Objects.requireNonNull(last).append(frame, entries);
    }

    void append(ArchivedPayload piece) throws IOException {
        Frame frame = next(piece.toByteArray());
        append(frame, List.of(IndexEntry.of(frame, piece)));
    }

    void sync() throws IOException {
        if (last != null) {
            last.sync();
        }
    }

    /** Up to where all is durable. */
    EvidenceWalk.Position synced() {
        SegmentWriter current = last;
        if (current != null) {
            return position(current);
        }
        return closedAt == null ? new EvidenceWalk.Position(lastSequence + 1, 0) : closedAt;
    }

    private static EvidenceWalk.Position position(SegmentWriter writer) {
        return new EvidenceWalk.Position(writer.segment().sequence(), writer.syncedEnd());
    }

    void rollBack() throws IOException {
        if (last != null) {
            last.rollBack();
        }
    }

    private SegmentWriter writer() throws IOException {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        SegmentWriter current = last;
        if (current != null && current.hasUnsynced()) {
            // A group of records stays in one segment, so that taking it back concerns one file.
            return current;
        }
        if (current != null
                && current.size() < limits.roll()
                && current.segment().day().equals(today)) {
            return current;
        }
        if (current != null) {
            current.finish();
            current.close();
            last = null;
        }
        SegmentWriter begun = SegmentWriter.create(new SegmentFile(directory, kind, ++lastSequence, today), disk);
        last = begun;
        KeptFiles.syncDirectory(directory);
        retire(clock.instant());
        return begun;
    }

    /** Deletes whole segments, oldest first, never the last. */
    void retire(Instant now) throws IOException {
        List<SegmentFile> segments = segments();
        long bytes = 0;
        for (SegmentFile segment : segments) {
            bytes += Files.size(segment.path());
        }
        for (SegmentFile segment : segments.subList(0, Math.max(0, segments.size() - 1))) {
            boolean isOld = segment.lastChange().plus(limits.age()).isBefore(now);
            if (!isOld && bytes <= limits.bytes()) {
                return;
            }
            LOG.info(
                    "evidence: {} deleted, {}",
                    segment,
                    isOld
                            ? "nothing in it is younger than " + limits.age().toDays() + " days"
                            : "archived payloads have " + bytes + " bytes, at most " + limits.bytes() + " are kept");
            bytes -= Files.size(segment.path());
            segment.delete();
        }
    }

    @Override
    public void close() throws IOException {
        if (last != null) {
            last.close();
            closedAt = position(last);
            last = null;
        }
    }
}
