package eu.ccngateway.gateway.evidence;

import eu.ccngateway.gateway.store.Accepted;
import eu.ccngateway.gateway.store.End;
import eu.ccngateway.gateway.store.Ended;
import eu.ccngateway.gateway.store.LedgerRecord;
import eu.ccngateway.protocol.wire.Header;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where is my message? Looks by message id, acceptance id or correlation id (where national systems put their reference, an
 * MRN for instance), and tells what became of each message found. What it costs depends on how many files of evidence there
 * are and how many messages are wanted, not on how many there are.
 */
public final class MessageLookup {

    private static final int ENDINGS_MAX = 1_000;

    private final Places ledger;

    public MessageLookup(Path directory) throws IOException {
        new EvidenceLayout(directory).statement();
        ledger = new Places(directory, SegmentFile.Kind.LEDGER);
    }

    /**
     * A message with all that became of it.
     *
     * @param hasCoa whether a CoA was sealed
     * @param ends what became of it, the last one stands
     */
    public record Life(long acceptance, long acceptedAtMs, Header header, boolean hasCoa, List<LifeEnd> ends) {}

    /** Something that became of a message, as {@link EvidenceOf.Ending} has it, without its proof. */
    public record LifeEnd(End end, long atMs, String by, int code, String reason, boolean isReported) {}

    /**
     * What was found, oldest first.
     *
     * @param hasMore whether there are earlier ones
     */
    public record Found(List<Life> lives, boolean hasMore) {}

    /** The latest messages with an id, at most {@code max}; of one sender's domain where it is named. */
    public Found find(String reference, Optional<String> senderDomain, int max) throws IOException {
        List<Places.Wanted> wanted = new ArrayList<>(Places.Wanted.messages(reference, senderDomain));
        wanted.add(Places.Wanted.correlated(reference, senderDomain));
        // A message may be found by both of its ids.
        Map<Long, Places.Place> latestFirst = new LinkedHashMap<>();
        for (Places.Place place : ledger.latest(wanted, 2 * max + 2)) {
            latestFirst.putIfAbsent(place.entry().acceptance(), place);
        }
        List<Places.Place> messages =
                Places.oldestFirst(latestFirst.values().stream().limit(max).toList());
        Map<Long, List<LifeEnd>> ends = ends(messages);
        List<Life> lives = new ArrayList<>();
        for (Places.Place place : messages) {
            lives.add(life(place, ends.getOrDefault(place.entry().acceptance(), List.of())));
        }
        return new Found(lives, latestFirst.size() > max);
    }

    private static Life life(Places.Place place, List<LifeEnd> ends) throws IOException {
        try (SegmentReader reader = SegmentReader.open(place.segment())) {
            LedgerRecord record = reader.record(place.entry());
            Accepted accepted = record.getAccepted(place.entry().ordinal());
            return new Life(
                    accepted.getAcceptance(),
                    record.getAtMs(),
                    Header.parseFrom(accepted.getHeader()),
                    accepted.getCoa() > 0,
                    ends);
        }
    }

    private Map<Long, List<LifeEnd>> ends(Collection<Places.Place> messages) throws IOException {
        Map<Long, List<LifeEnd>> ends = new HashMap<>();
        if (messages.isEmpty()) {
            return ends;
        }
        List<Places.Wanted> wanted = messages.stream()
                .map(place -> Places.Wanted.ended(place.entry().acceptance()))
                .toList();
        int first = messages.stream()
                .mapToInt(place -> place.segment().sequence())
                .min()
                .orElseThrow();
        for (Places.Place place : Places.oldestFirst(ledger.latest(wanted, ENDINGS_MAX, first))) {
            try (SegmentReader reader = SegmentReader.open(place.segment())) {
                Ended ended =
                        reader.record(place.entry()).getEnded(place.entry().ordinal());
                ends.computeIfAbsent(ended.getAcceptance(), acceptance -> new ArrayList<>())
                        .add(new LifeEnd(
                                ended.getEnd(),
                                ended.getAtMs(),
                                ended.getBy(),
                                ended.getCode(),
                                ended.getReason(),
                                ended.getReport() > 0));
            }
        }
        return ends;
    }

    /** What all its searches cost, in small reads. */
    long reads() {
        return ledger.reads();
    }
}
