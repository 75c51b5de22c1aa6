package eu.ccngateway.monitoring.reconcile;

import eu.ccngateway.gateway.evidence.EvidenceWalk;
import eu.ccngateway.gateway.evidence.EvidenceWalk.Position;
import eu.ccngateway.gateway.store.Accepted;
import eu.ccngateway.gateway.store.End;
import eu.ccngateway.gateway.store.Ended;
import eu.ccngateway.gateway.store.LedgerRecord;
import eu.ccngateway.monitoring.reconcile.Passage.Ending;
import eu.ccngateway.protocol.message.MessageId;
import eu.ccngateway.protocol.wire.Header;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What a gateway has evidence of: the messages accepted on one day (UTC), and what became of them up to now. */
public final class GatewayAccount {

    /** More do not fit into memory. */
    private static final int MESSAGES_MAX = 5_000_000;

    private final LocalDate day;
    private final Map<Long, Passage> byAcceptance = new LinkedHashMap<>();
    private final Map<Passage.Key, Passage> byKey = new LinkedHashMap<>();

    private GatewayAccount(LocalDate day) {
        this.day = day;
    }

    /**
     * Reads it.
     *
     * @param isWanted which pairs of partners
     */
    public static GatewayAccount read(Path evidence, LocalDate day, Predicate<Passage.Pair> isWanted)
            throws IOException {
        return read(evidence, day, isWanted, new EvidenceWalk(evidence).end());
    }

    /** The same, up to a place in the evidence. */
    static GatewayAccount read(Path evidence, LocalDate day, Predicate<Passage.Pair> isWanted, Position to)
            throws IOException {
        GatewayAccount account = new GatewayAccount(day);
        EvidenceWalk walk = new EvidenceWalk(evidence);
        walk.walk(walk.since(account.start()), to, record -> account.add(record, isWanted));
        account.byAcceptance.values().forEach(passage -> account.byKey.put(passage.key(), passage));
        return account;
    }

    private void add(LedgerRecord record, Predicate<Passage.Pair> isWanted) throws IOException {
        Instant at = Instant.ofEpochMilli(record.getAtMs());
        if (contains(at)) {
            for (Accepted accepted : record.getAcceptedList()) {
                Passage passage = passage(accepted, at);
                if (isWanted.test(passage.pair())) {
                    byAcceptance.put(passage.acceptance(), passage);
                }
            }
            if (byAcceptance.size() > MESSAGES_MAX) {
                throw new IllegalArgumentException(day + ": more than " + MESSAGES_MAX
                        + " messages (expected: fewer; name one partner with --partner)");
            }
        }
        for (Ended ended : record.getEndedList()) {
            Passage known = byAcceptance.get(ended.getAcceptance());
            // Out of the dead letters and back in its queue it waits again.
            if (known != null && ended.getEnd() != End.REVIVED) {
                Ending how = new Ending(ended.getEnd(), Instant.ofEpochMilli(ended.getAtMs()), ended.getBy());
                byAcceptance.put(ended.getAcceptance(), known.ended(how));
            }
        }
    }

    private static Passage passage(Accepted accepted, Instant at) throws IOException {
        Header header = Header.parseFrom(accepted.getHeader());
        String queue = header.getTo().substring(0, Math.max(0, header.getTo().indexOf('@')));
        return new Passage(
                MessageId.of(header.getId().toByteArray()).toHex(),
                header.getSender(),
                header.getTo(),
                queue.substring(queue.indexOf('.') + 1),
                header.getType(),
                accepted.getPayloadBytes(),
                accepted.getAcceptance(),
                at,
                Optional.empty());
    }

    private Instant start() {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** Whether a moment is of this day. */
    boolean contains(Instant at) {
        return !at.isBefore(start()) && at.isBefore(start().plus(Duration.ofDays(1)));
    }

    public LocalDate day() {
        return day;
    }

    /** In the order of acceptance. */
    public Collection<Passage> passages() {
        return Collections.unmodifiableCollection(byAcceptance.values());
    }

    Optional<Passage> find(Passage.Key key) {
        return Optional.ofNullable(byKey.get(key));
    }
}
