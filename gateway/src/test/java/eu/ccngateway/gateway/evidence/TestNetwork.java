package eu.ccngateway.gateway.evidence;

import com.google.protobuf.ByteString;
import eu.ccngateway.gateway.store.Accepted;
import eu.ccngateway.gateway.store.ArchivedPayload;
import eu.ccngateway.gateway.store.End;
import eu.ccngateway.gateway.store.Ended;
import eu.ccngateway.gateway.store.IssuedReport;
import eu.ccngateway.gateway.store.LedgerRecord;
import eu.ccngateway.pki.IssuedKey;
import eu.ccngateway.pki.TestPki;
import eu.ccngateway.pki.Use;
import eu.ccngateway.protocol.message.HeaderRules;
import eu.ccngateway.protocol.message.MessageId;
import eu.ccngateway.protocol.message.ReportRows;
import eu.ccngateway.protocol.seal.MerkleTree;
import eu.ccngateway.protocol.seal.SealingKey;
import eu.ccngateway.protocol.seal.Sha256;
import eu.ccngateway.protocol.seal.Statement;
import eu.ccngateway.protocol.wire.Header;
import eu.ccngateway.protocol.wire.Kind;
import eu.ccngateway.protocol.wire.Proof;
import eu.ccngateway.protocol.wire.Report;
import eu.ccngateway.protocol.wire.ReportType;
import eu.ccngateway.protocol.wire.Seal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** Seals messages, accepts and ends them, and writes the ledger of it, as nodes and gateway do. */
final class TestNetwork {

    static final Statement STATEMENT = new Statement("demo", "RCT");
    static final int ALL_REPORTS = 15;

    final TestPki pki;
    final SettableClock clock;
    final Random random;
    final IssuedKey gateway;
    List<X509CRL> crls;
    List<X509Certificate> authorities;
    private final SealingKey gatewaySeal;
    private final AtomicLong ids;

    TestNetwork(SettableClock clock, Random random) {
        this.clock = clock;
        this.random = random;
        this.pki = TestPki.create(clock);
        this.gateway = pki.gateway("GW1@demo", Use.SEAL);
        this.gatewaySeal = seal(gateway);
        this.crls = pki.revocationLists();
        this.authorities = List.of(pki.root());
        this.ids = new AtomicLong(clock.millis() - 1_577_836_800_000L << 22);
    }

    static SealingKey seal(IssuedKey key) {
        return new SealingKey(key.privateKey(), key.chain(), Optional.empty());
    }

    long id() {
        return ids.incrementAndGet();
    }

    /** A message, sealed. */
    record Message(Header header, byte[] headerBytes, byte[] payload, byte[] leaf, Seal seal, Proof proof) {

        String id() {
            return MessageId.of(header.getId().toByteArray()).toHex();
        }
    }

    Header.Builder header(String sender) {
        Header.Builder header = Header.newBuilder()
                .setSender(sender)
                .setTo("CORE-RCT-QUE.NCTS@CUSTTAX.IE")
                .setKind(Kind.REQUEST)
                .setType(String.format("CD%03dC-MSG.NCTS", random.nextInt(1000)))
                .setId(ByteString.copyFrom(
                        MessageId.fresh(clock.millis(), random).toBytes()))
                .setReplyTo("REPORT-RCT-QUE.NCTS@" + sender.substring(sender.indexOf('@') + 1))
                .setCreatedMs(clock.millis() - random.nextInt(5000))
                .setReports(ALL_REPORTS)
                .setPriorityPlus1(random.nextInt(11));
        if (random.nextBoolean()) {
            header.setContentType("application/xml").putProperties("MRN", "26FR" + random.nextInt(1_000_000));
        }
        return header;
    }

    byte[] payload(int max) {
        byte[] payload = new byte[random.nextInt(max + 1)];
        random.nextBytes(payload);
        return payload;
    }

    /** Messages of one sender under one seal. */
    List<Message> seal(SealingKey key, String sender, int size) {
        List<Header> headers = new ArrayList<>();
        List<byte[]> payloads = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            headers.add(header(sender).build());
            payloads.add(payload(size > 100 ? 20 : 3000));
        }
        return seal(key, headers, payloads);
    }

    List<Message> seal(SealingKey key, List<Header> headers, List<byte[]> payloads) {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < headers.size(); i++) {
            byte[] headerSha256 = Sha256.of(headers.get(i).toByteArray());
            leaves.add(
                    HeaderRules.isOnSeveral(headers.get(i))
                            ? STATEMENT.leaf(headers.get(i), headerSha256, new ReportRows(payloads.get(i)))
                            : STATEMENT.leaf(headers.get(i), headerSha256, Sha256.of(payloads.get(i))));
        }
        MerkleTree tree = new MerkleTree(leaves);
        Seal seal = key.seal(tree);
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < headers.size(); i++) {
            byte[] header = headers.get(i).toByteArray();
            messages.add(new Message(headers.get(i), header, payloads.get(i), leaves.get(i), seal, proof(tree, i)));
        }
        return messages;
    }

    private static Proof proof(MerkleTree tree, int index) {
        return Proof.newBuilder()
                .setIndex(index)
                .setPath(ByteString.copyFrom(tree.path(index)))
                .build();
    }

    /** A report's header as the gateway writes it. */
    Header.Builder report(Message on, ReportType type, long acceptance) {
        return Header.newBuilder()
                .setSender("GW1@demo")
                .setTo(on.header().getReplyTo())
                .setKind(Kind.REPORT)
                .setType(type.name())
                .setId(ByteString.copyFrom(
                        MessageId.fresh(clock.millis(), random).toBytes()))
                .setCorrelationId(on.header().getId())
                .setCreatedMs(clock.millis())
                .setReport(Report.newBuilder()
                        .setType(type)
                        .setOriginalLeaf(ByteString.copyFrom(on.leaf()))
                        .setOriginalId(on.header().getId())
                        .setOriginalSender(on.header().getSender())
                        .setOriginalTo(on.header().getTo())
                        .setOriginalType(on.header().getType())
                        .setAcceptance(acceptance)
                        .setAtMs(clock.millis()));
    }

    /** The record of messages accepted now; CoAs for those that want one. */
    LedgerRecord.Builder accept(EvidenceStore store, List<Message> messages) throws IOException {
        LedgerRecord.Builder record = LedgerRecord.newBuilder().setId(id()).setAtMs(clock.millis());
        record.addAllCrls(store.keepTrust(authorities, crls));
        List<Message> wanting = new ArrayList<>();
        List<Long> acceptances = new ArrayList<>();
        for (Message message : messages) {
            long acceptance = id();
            if (!record.getSealsList().contains(message.seal())) {
                record.addSeals(message.seal());
            }
            record.addAccepted(Accepted.newBuilder()
                    .setAcceptance(acceptance)
                    .setSeal(record.getSealsList().indexOf(message.seal()))
                    .setProof(message.proof())
                    .setHeader(ByteString.copyFrom(message.headerBytes()))
                    .setPayloadSha256(ByteString.copyFrom(Sha256.of(message.payload())))
                    .setLeaf(ByteString.copyFrom(message.leaf())));
            if ((message.header().getReports() & 1) != 0) {
                wanting.add(message);
                acceptances.add(acceptance);
            }
        }
        if (!wanting.isEmpty()) {
            boolean isTogether = wanting.size() > 1 && wanting.size() <= ReportRows.MAX && random.nextBoolean();
            List<Message> sealed = isTogether
                    ? List.of(sealTogether(ReportType.COA, wanting, acceptances))
                    : sealEach(ReportType.COA, wanting, acceptances);
            record.setReportSeal(sealed.get(0).seal());
            sealed.forEach(report -> record.addReports(issued(report)));
            int next = 1;
            for (Accepted.Builder accepted : record.getAcceptedBuilderList()) {
                if ((Header.parseFrom(accepted.getHeader()).getReports() & 1) != 0) {
                    accepted.setCoa(isTogether ? 1 : next++);
                }
            }
        }
        return record;
    }

    private List<Message> sealEach(ReportType type, List<Message> on, List<Long> acceptances) {
        List<Header> reports = new ArrayList<>();
        for (int i = 0; i < on.size(); i++) {
            reports.add(report(on.get(i), type, acceptances.get(i)).build());
        }
        return sealReports(gatewaySeal, reports);
    }

    /** One report on several messages, under a seal with others. */
    Message sealTogether(ReportType type, List<Message> on, List<Long> acceptances) {
        Header.Builder header = report(on.get(0), type, 0).clearCorrelationId();
        header.getReportBuilder().clearOriginalId().clearOriginalLeaf().clearAcceptance();
        ByteBuffer rows = ByteBuffer.allocate(on.size() * ReportRows.ROW);
        for (int i = 0; i < on.size(); i++) {
            ByteBuffer id = on.get(i).header().getId().asReadOnlyByteBuffer();
            ReportRows.write(rows, id, on.get(i).leaf(), acceptances.get(i));
        }
        List<Header> headers = new ArrayList<>(List.of(header.build()));
        List<byte[]> payloads = new ArrayList<>(List.of(rows.array()));
        for (int others = random.nextInt(4); others > 0; others--) {
            headers.add(report(on.get(0), ReportType.COD, id()).build());
            payloads.add(new byte[0]);
        }
        return seal(gatewaySeal, headers, payloads).get(0);
    }

    List<Message> sealReports(SealingKey key, List<Header> reports) {
        return seal(key, reports, reports.stream().map(report -> new byte[0]).toList());
    }

    static IssuedReport issued(Message report) {
        return IssuedReport.newBuilder()
                .setHeader(ByteString.copyFrom(report.headerBytes()))
                .setRows(ByteString.copyFrom(report.payload()))
                .setProof(report.proof())
                .build();
    }

    /** The record of a message that ended now, with its report. */
    LedgerRecord.Builder end(EvidenceStore store, Message message, long acceptance, End end) throws IOException {
        ReportType type = switch (end) {
            case DELIVERED -> ReportType.COD;
            case EXPIRED -> ReportType.EXPIRATION;
            default -> ReportType.EXCEPTION;
        };
        // Other reports of the same moment share the seal.
        List<Header> reports = new ArrayList<>();
        int others = random.nextInt(4);
        for (int i = 0; i < others; i++) {
            reports.add(report(message, ReportType.COD, id()).build());
        }
        reports.add(report(message, type, acceptance).build());
        Message report = sealReports(gatewaySeal, reports).get(others);
        return LedgerRecord.newBuilder()
                .setId(id())
                .setAtMs(clock.millis())
                .setReportSeal(report.seal())
                .addAllCrls(store.keepTrust(authorities, crls))
                .addEnded(Ended.newBuilder()
                        .setAcceptance(acceptance)
                        .setEnd(end)
                        .setAtMs(clock.millis())
                        .setBy("NTA.IE@CUSTTAX.IE")
                        .setCode(end == End.DEAD_LETTERED ? 601 : 0)
                        .setReason(end == End.DEAD_LETTERED ? "rolled back 5 times\nin a row" : "")
                        .setReport(1))
                .addReports(issued(report));
    }

    static ArchivedPayload archived(long acceptance, long offset, byte[] bytes) {
        return ArchivedPayload.newBuilder()
                .setAcceptance(acceptance)
                .setOffset(offset)
                .setBytes(ByteString.copyFrom(bytes))
                .build();
    }

    static byte[] bytes(LedgerRecord.Builder record) {
        return record.build().toByteArray();
    }
}
