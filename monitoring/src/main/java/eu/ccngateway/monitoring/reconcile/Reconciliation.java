package eu.ccngateway.monitoring.reconcile;

import eu.ccngateway.gateway.evidence.EvidenceSearch;
import eu.ccngateway.gateway.store.End;
import eu.ccngateway.monitoring.reconcile.NodeJournal.What;
import eu.ccngateway.monitoring.reconcile.Passage.Pair;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A day of the gateway's account held against the journals of nodes. */
public final class Reconciliation {

    /** Where accounts differ. */
    public enum Kind {
        /** A sender has it as accepted, the gateway has no evidence of it. */
        NOT_AT_GATEWAY,
        /** The gateway accepted it, the sender's journal does not have it. */
        NOT_IN_SENDERS_JOURNAL,
        /** A receiver has acknowledged it, the gateway has no evidence of that. */
        NOT_DELIVERED_BY_GATEWAY,
        /** The gateway has its acknowledgement, the receiver's journal does not have it. */
        NOT_IN_RECEIVERS_JOURNAL,
        /** The payload has another length here and there. */
        BYTES_DIFFER,
        /** The counted volume is not what the evidence adds up to. */
        METERS_DIFFER
    }

    /**
     * One of them.
     *
     * @param id of the message; of an application for the meters
     */
    public record Difference(Kind kind, String id, String sender, String to, String detail) {}

    /** What two partners exchanged. A count of a journal is empty where nobody handed in the journal. */
    public static final class Row {

        private final Pair pair;
        private long accepted;
        private long bytes;
        private final Map<End, Long> ended = new HashMap<>();
        private Optional<Long> sent = Optional.empty();
        private Optional<Long> taken = Optional.empty();
        private long differences;

        private Row(Pair pair) {
            this.pair = pair;
        }

        public Pair pair() {
            return pair;
        }

        public long accepted() {
            return accepted;
        }

        public long bytes() {
            return bytes;
        }

        public long ended(End end) {
            return ended.getOrDefault(end, 0L);
        }

        /** Accepted and not yet ended. */
        public long waiting() {
            return accepted - ended.values().stream().mapToLong(it -> it).sum();
        }

        /** By the sender's journal. */
        public Optional<Long> sent() {
            return sent;
        }

        /** By the receiver's. */
        public Optional<Long> taken() {
            return taken;
        }

        public long differences() {
            return differences;
        }
    }

    private final GatewayAccount account;
    private final EvidenceSearch search;
    private final Predicate<Pair> isWanted;
    private final Map<Pair, Row> rows = new TreeMap<>();
    private final List<Difference> differences = new ArrayList<>();

    private Reconciliation(GatewayAccount account, EvidenceSearch search, Predicate<Pair> isWanted) {
        this.account = account;
        this.search = search;
        this.isWanted = isWanted;
    }

    /**
     * Compares.
     *
     * @param search for what a journal has of this day and the account has not: it may be of another
     * @param isWanted which pairs of partners
     */
    public static Reconciliation of(
            GatewayAccount account, EvidenceSearch search, List<NodeJournal> journals, Predicate<Pair> isWanted)
            throws IOException {
        Reconciliation made = new Reconciliation(account, search, isWanted);
        account.passages().forEach(made::count);
        for (NodeJournal journal : journals) {
            made.senders(journal);
            made.receivers(journal);
        }
        return made;
    }

    private void count(Passage passage) {
        Row row = row(passage.pair());
        row.accepted++;
        row.bytes += passage.bytes();
        passage.ending().ifPresent(ending -> row.ended.merge(ending.end(), 1L, Long::sum));
    }

    private Row row(Pair pair) {
        return rows.computeIfAbsent(pair, Row::new);
    }

    private void senders(NodeJournal journal) throws IOException {
        Map<Passage.Key, NodeJournal.Line> lines = lines(journal, What.SENT);
        for (Passage passage : account.passages()) {
            if (passage.sender().equals(journal.node()) && !passage.acceptedAt().isBefore(journal.since())) {
                NodeJournal.Line line = lines.get(passage.key());
                Row row = row(passage.pair());
                row.sent = Optional.of(row.sent.orElse(0L) + (line == null ? 0 : 1));
                if (line == null) {
                    differ(passage, Kind.NOT_IN_SENDERS_JOURNAL, "accepted at " + passage.acceptedAt());
                } else {
                    compareBytes(passage, line, "sender");
                }
            }
        }
        unknown(lines, Kind.NOT_AT_GATEWAY, journal);
    }

    private void receivers(NodeJournal journal) throws IOException {
        Map<Passage.Key, NodeJournal.Line> lines = lines(journal, What.TAKEN);
        for (Passage passage : account.passages()) {
            NodeJournal.Line line = lines.get(passage.key());
            Optional<Passage.Ending> delivered = passage.ending().filter(it -> it.end() == End.DELIVERED);
            boolean isTheirs = delivered
                    .filter(it -> it.by().equals(journal.node()) && !it.at().isBefore(journal.since()))
                    .isPresent();
            Row row = row(passage.pair());
            if (isTheirs || line != null) {
                row.taken = Optional.of(row.taken.orElse(0L) + (line == null ? 0 : 1));
            }
            if (isTheirs && line == null) {
                differ(
                        passage,
                        Kind.NOT_IN_RECEIVERS_JOURNAL,
                        "acknowledged at " + delivered.orElseThrow().at());
            } else if (line != null && delivered.isEmpty()) {
                differ(passage, Kind.NOT_DELIVERED_BY_GATEWAY, "in the journal at " + line.at());
            } else if (line != null) {
                compareBytes(passage, line, "receiver");
            }
        }
        unknown(lines, Kind.NOT_DELIVERED_BY_GATEWAY, journal);
    }

    private static Map<Passage.Key, NodeJournal.Line> lines(NodeJournal journal, What what) {
        Map<Passage.Key, NodeJournal.Line> lines = new HashMap<>();
        journal.lines().stream().filter(line -> line.what() == what).forEach(line -> lines.put(line.key(), line));
        return lines;
    }

    /** Lines of this day about messages the gateway has no evidence of, on whatever day. */
    private void unknown(Map<Passage.Key, NodeJournal.Line> lines, Kind kind, NodeJournal journal) throws IOException {
        for (NodeJournal.Line line : lines.values()) {
            String queue = line.to().substring(0, Math.max(0, line.to().indexOf('@')));
            Pair pair = new Pair(
                    Passage.domainOf(line.sender()),
                    Passage.domainOf(line.to()),
                    queue.substring(queue.indexOf('.') + 1));
            if (account.contains(line.at())
                    && isWanted.test(pair)
                    && account.find(line.key()).isEmpty()
                    && search.find(line.id(), Optional.of(line.key().domain())).isEmpty()) {
                differences.add(new Difference(
                        kind,
                        line.id(),
                        line.sender(),
                        line.to(),
                        "in the journal of " + journal.node() + " at " + line.at()));
                row(pair).differences++;
            }
        }
    }

    private void compareBytes(Passage passage, NodeJournal.Line line, String whose) {
        if (passage.bytes() != line.bytes()) {
            differ(passage, Kind.BYTES_DIFFER, passage.bytes() + " here, " + line.bytes() + " at the " + whose);
        }
    }

    private void differ(Passage passage, Kind kind, String detail) {
        differences.add(new Difference(kind, passage.id(), passage.sender(), passage.to(), detail));
        row(passage.pair()).differences++;
    }

    public List<Row> rows() {
        return List.copyOf(rows.values());
    }

    public List<Difference> differences() {
        return List.copyOf(differences);
    }
}
