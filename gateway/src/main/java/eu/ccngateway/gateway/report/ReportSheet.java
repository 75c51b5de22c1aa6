package eu.ccngateway.gateway.report;

import com.google.protobuf.UnsafeByteOperations;
import eu.ccngateway.gateway.report.ReportIssuer.Event;
import eu.ccngateway.gateway.report.ReportIssuer.Original;
import eu.ccngateway.gateway.store.IssuedReport;
import eu.ccngateway.protocol.message.QueueAddress;
import eu.ccngateway.protocol.message.ReportRows;
import eu.ccngateway.protocol.message.WantedReports;
import eu.ccngateway.protocol.seal.MerkleTree;
import eu.ccngateway.protocol.seal.SealingKey;
import eu.ccngateway.protocol.seal.Sha256;
import eu.ccngateway.protocol.seal.Statement;
import eu.ccngateway.protocol.wire.Header;
import eu.ccngateway.protocol.wire.Proof;
import eu.ccngateway.protocol.wire.Seal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reports that are sealed together. What is to be told of several messages of one sender in the same words, and may be,
 * stands on one line: sealing, storing and reading it then costs little more than that of one. Filled, then sealed once,
 * then read. Not thread-safe.
 */
public final class ReportSheet {

    private static final byte[] EMPTY_SHA256 = Sha256.of(new byte[0]);

    /** Lines looked back at for one that a message can join: those who report at a time are few. */
    private static final int OPEN_LINES = 8;

    private final ReportIssuer issuer;
    private final Statement statement;
    private final SealingKey key;
    private final List<Line> lines = new ArrayList<>();
    private Optional<Seal> seal = Optional.empty();

    ReportSheet(ReportIssuer issuer, Statement statement, SealingKey key) {
        this.issuer = issuer;
        this.statement = statement;
        this.key = key;
    }

    /** One report. */
    public static final class Line {
        private final QueueAddress queue;
        private final Original first;
        private final Event event;
        private final List<Original> all = new ArrayList<>();
        private byte[] header = {};
        private byte[] payload = {};
        private byte[] leaf = {};
        private Proof proof = Proof.getDefaultInstance();

        private Line(QueueAddress queue, Original first, Event event) {
            this.queue = queue;
            this.first = first;
            this.event = event;
        }

        private boolean takes(QueueAddress to, Original next, Event what) {
            Header one = first.header();
            Header other = next.header();
            return all.size() < ReportRows.MAX
                    && (one.getReports() & other.getReports() & WantedReports.TOGETHER) != 0
                    && event.equals(what)
                    && one.getType().equals(other.getType())
                    && one.getTo().equals(other.getTo())
                    && one.getSender().equals(other.getSender())
                    && one.getReplyTo().equals(other.getReplyTo())
                    && queue.equals(to);
        }

        /** Where it goes. */
        public QueueAddress queue() {
            return queue;
        }

        /** How many messages it tells of. */
        public int size() {
            return all.size();
        }

        public byte[] header() {
            return header;
        }

        /** The rows; empty if it tells of one message. */
        public byte[] payload() {
            return payload;
        }

        public byte[] leaf() {
            return leaf;
        }

        public Proof proof() {
            return proof;
        }

        /** The report as the ledger keeps it. */
        public IssuedReport issued() {
            return IssuedReport.newBuilder()
                    .setHeader(UnsafeByteOperations.unsafeWrap(header))
                    .setRows(UnsafeByteOperations.unsafeWrap(payload))
                    .setProof(proof)
                    .build();
        }
    }

    /** Puts what is to be reported of a message on the sheet and tells its line. */
    public int add(QueueAddress queue, Original original, Event event) {
        for (int line = lines.size() - 1; line >= Math.max(0, lines.size() - OPEN_LINES); line--) {
            if (lines.get(line).takes(queue, original, event)) {
                lines.get(line).all.add(original);
                return line;
            }
        }
        Line line = new Line(queue, original, event);
        line.all.add(original);
        lines.add(line);
        return lines.size() - 1;
    }

    public List<Line> lines() {
        return lines;
    }

    /** Writes and signs what is on the sheet; an empty one needs no seal. */
    public void seal() {
        if (lines.isEmpty()) {
            return;
        }
        lines.forEach(this::write);
        MerkleTree tree = new MerkleTree(lines.stream().map(Line::leaf).toList());
        seal = Optional.of(key.seal(tree));
        for (int i = 0; i < lines.size(); i++) {
            lines.get(i).proof = Proof.newBuilder()
                    .setIndex(i)
                    .setPath(UnsafeByteOperations.unsafeWrap(tree.path(i)))
                    .build();
        }
    }

    private void write(Line line) {
        boolean isOnSeveral = line.size() > 1;
        Header header = isOnSeveral
                ? issuer.header(line.first, line.event, line.size())
                : issuer.header(line.first, line.event);
        line.header = header.toByteArray();
        byte[] headerSha256 = Sha256.of(line.header);
        if (isOnSeveral) {
            ReportRows rows = rows(line.all);
            line.payload = rows.bytes();
            line.leaf = statement.leaf(header, headerSha256, rows);
        } else {
            line.leaf = statement.leaf(header, headerSha256, EMPTY_SHA256);
        }
    }

    private static ReportRows rows(List<Original> originals) {
        ByteBuffer rows = ByteBuffer.allocate(originals.size() * ReportRows.ROW);
        for (Original original : originals) {
            ReportRows.write(
                    rows, original.header().getId().asReadOnlyByteBuffer(), original.leaf(), original.acceptance());
        }
        return new ReportRows(rows.array());
    }

    public Seal sealed() {
        return seal.orElseThrow();
    }
}
