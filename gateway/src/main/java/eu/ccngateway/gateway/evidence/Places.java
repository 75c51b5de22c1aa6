package eu.ccngateway.gateway.evidence;

import com.google.protobuf.ByteString;
import eu.ccngateway.protocol.message.MessageId;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds where things stand in the segments of a directory, the latest first. A full segment costs some twenty small reads
 * for each id, however much stands in it; the last one, which has no keys yet, is read through, and is of bounded size.
 */
final class Places {

    private static final Comparator<Place> ORDER = Comparator.<Place>comparingInt(
                    place -> place.segment().sequence())
            .thenComparingLong(place -> place.entry().offset())
            .thenComparingInt(place -> place.entry().ordinal());

    /** Of one id in one segment; others of it, or of another domain, are not looked at beyond that. */
    private static final int EXAMINED_MAX = 10_000;

    private final Path directory;
    private final SegmentFile.Kind kind;
    private long reads;

    Places(Path directory, SegmentFile.Kind kind) {
        this.directory = directory;
        this.kind = kind;
    }

    /** Where an entry of an index stands. */
    record Place(SegmentFile segment, IndexEntry entry) {}

    /**
     * What is looked for.
     *
     * @param key under which it may be
     * @param isIt whether an entry is it
     */
    record Wanted(long key, Predicate<IndexEntry> isIt) {

        /** Messages with a message id or acceptance id. */
        static List<Wanted> messages(String reference, Optional<String> senderDomain) {
            ByteString id = ByteString.copyFrom(MessageId.parse(reference).toBytes());
            Predicate<IndexEntry> isAccepted = of(IndexEntry.Kind.ACCEPTED, senderDomain);
            List<Wanted> wanted = new ArrayList<>();
            wanted.add(new Wanted(
                    SegmentKeys.ofMessage(id),
                    isAccepted.and(entry -> entry.id().equals(id))));
            if (reference.matches("[0-9a-fA-F]{16}")) {
                long acceptance = Long.parseUnsignedLong(reference, 16);
                wanted.add(new Wanted(
                        SegmentKeys.ofAcceptance(acceptance),
                        isAccepted.and(entry -> entry.acceptance() == acceptance)));
            }
            return wanted;
        }

        /** Messages with a correlation id. */
        static Wanted correlated(String reference, Optional<String> senderDomain) {
            ByteString id = ByteString.copyFrom(MessageId.parse(reference).toBytes());
            return new Wanted(
                    SegmentKeys.ofCorrelation(id),
                    of(IndexEntry.Kind.CORRELATED, senderDomain)
                            .and(entry -> entry.id().equals(id)));
        }

        /** What became of a message. */
        static Wanted ended(long acceptance) {
            return new Wanted(
                    SegmentKeys.ofAcceptance(acceptance),
                    entry -> entry.acceptance() == acceptance && entry.kind() == IndexEntry.Kind.ENDED);
        }

        /** How a message came and what became of it. */
        static Wanted life(long acceptance) {
            return new Wanted(
                    SegmentKeys.ofAcceptance(acceptance),
                    entry -> entry.acceptance() == acceptance
                            && (entry.kind() == IndexEntry.Kind.ACCEPTED || entry.kind() == IndexEntry.Kind.ENDED));
        }

        /** Its archived payload. */
        static Wanted payload(long acceptance) {
            return new Wanted(
                    SegmentKeys.ofAcceptance(acceptance),
                    entry -> entry.acceptance() == acceptance && entry.kind() == IndexEntry.Kind.PAYLOAD);
        }

        private static Predicate<IndexEntry> of(IndexEntry.Kind kind, Optional<String> senderDomain) {
            Predicate<IndexEntry> isKind = entry -> entry.kind() == kind;
            return senderDomain
                    .map(IndexEntry::domainNumber)
                    .map(domain -> isKind.and(entry -> entry.domain() == domain))
                    .orElse(isKind);
        }
    }

    /** How many small reads all searches took, and entries that were read through. */
    long reads() {
        return reads;
    }

    static List<Place> oldestFirst(List<Place> latestFirst) {
        List<Place> places = new ArrayList<>(latestFirst);
        Collections.reverse(places);
        return places;
    }

    /** The latest places of any that is wanted, latest first. */
    List<Place> latest(List<Wanted> wanted, int max) throws IOException {
        return latest(wanted, max, 0);
    }

    /** As {@link #latest}, in no segment before {@code firstSequence}. */
    List<Place> latest(List<Wanted> wanted, int max, int firstSequence) throws IOException {
        List<SegmentFile> segments = SegmentFile.list(directory, kind);
        List<Place> places = new ArrayList<>();
        for (int i = segments.size() - 1; i >= 0 && places.size() < max; i--) {
            if (segments.get(i).sequence() < firstSequence) {
                break;
            }
            try {
                List<Place> here = in(segments.get(i), wanted, max - places.size());
                here.sort(ORDER.reversed());
                places.addAll(here.subList(0, Math.min(here.size(), max - places.size())));
            } catch (NoSuchFileException ignored) {
                // Retired between listing and reading: too old to be found.
            }
        }
        return places;
    }

    private List<Place> in(SegmentFile segment, List<Wanted> wanted, int max) throws IOException {
        try (SegmentKeys.Opened keys = SegmentKeys.open(segment).orElse(null)) {
            if (keys == null) {
                return readThrough(segment, wanted, max);
            }
            List<Place> places = new ArrayList<>();
            for (Wanted one : wanted) {
                if (!find(segment, keys, one, max, places)) {
                    return readThrough(segment, wanted, max);
                }
            }
            reads += keys.reads();
            return places;
        }
    }

    /** False if the index is damaged. */
    private static boolean find(
            SegmentFile segment, SegmentKeys.Opened keys, Wanted wanted, int max, List<Place> places)
            throws IOException {
        int found = 0;
        int place = keys.endOf(wanted.key) - 1;
        for (int looked = 0; looked < EXAMINED_MAX && found < max && keys.isAt(place, wanted.key); looked++, place--) {
            Optional<IndexEntry> entry = keys.entry(place);
            if (entry.isEmpty()) {
                return false;
            }
            if (wanted.isIt.test(entry.get())) {
                places.add(new Place(segment, entry.get()));
                found++;
            }
        }
        return true;
    }

    private List<Place> readThrough(SegmentFile segment, List<Wanted> wanted, int max) throws IOException {
        Deque<Place> latest = new ArrayDeque<>();
        SegmentIndex.walk(segment, entry -> {
            reads++;
            for (Wanted one : wanted) {
                if (one.isIt.test(entry)) {
                    latest.addLast(new Place(segment, entry));
                    if (latest.size() > max) {
                        latest.removeFirst();
                    }
                    break;
                }
            }
        });
        return new ArrayList<>(latest);
    }
}
