package eu.ccngateway.launcher.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import eu.ccngateway.gateway.store.Accepted;
import eu.ccngateway.gateway.store.End;
import eu.ccngateway.gateway.store.Ended;
import eu.ccngateway.gateway.store.IssuedReport;
import eu.ccngateway.gateway.store.LedgerRecord;
import eu.ccngateway.protocol.message.MessageId;
import eu.ccngateway.protocol.message.ReportRows;
import eu.ccngateway.protocol.wire.Header;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * What the evidence files say, read from their description alone (u32 length, u32 CRC-32C, LedgerRecord) and not by the
 * code that writes them.
 */
final class EvidenceFiles {

    private static final int FRAME_HEAD = 8;

    private final Map<Long, List<LedgerRecord>> records = new HashMap<>();
    private final Map<MessageId, List<Acceptance>> accepted = new HashMap<>();
    private final Map<Long, List<Finish>> ended = new HashMap<>();

    /** An acceptance, with the leaf that its CoA names and the identity of the CoA itself. */
    record Acceptance(long number, String sender, String leaf, List<MessageId> coas) {}

    static EvidenceFiles read(Path directory) throws IOException {
        EvidenceFiles files = new EvidenceFiles();
        try (Stream<Path> all = Files.list(directory)) {
            for (Path file : all.filter(path -> path.getFileName().toString().matches("ledger-.*\\.seg"))
                    .sorted()
                    .toList()) {
                files.readSegment(ByteBuffer.wrap(Files.readAllBytes(file)));
            }
        }
        return files;
    }

    private void readSegment(ByteBuffer segment) throws InvalidProtocolBufferException {
        while (segment.remaining() >= FRAME_HEAD) {
            int length = segment.getInt();
            int checksum = segment.getInt();
            if (length > segment.remaining()) {
                return;
            }
            byte[] bytes = new byte[length];
            segment.get(bytes);
            CRC32C crc = new CRC32C();
            crc.update(bytes);
            assertThat((int) crc.getValue()).as("checksum of a frame").isEqualTo(checksum);
            note(LedgerRecord.parseFrom(bytes));
        }
    }

    private void note(LedgerRecord record) throws InvalidProtocolBufferException {
        records.computeIfAbsent(record.getId(), id -> new ArrayList<>()).add(record);
        for (Accepted acceptance : record.getAcceptedList()) {
            Header header = Header.parseFrom(acceptance.getHeader());
            List<MessageId> coas = acceptance.getCoa() == 0
                    ? List.of()
                    : List.of(reportOn(
                            record.getReports(acceptance.getCoa() - 1),
                            acceptance.getAcceptance(),
                            acceptance.getLeaf()));
            accepted.computeIfAbsent(MessageId.of(header.getId().toByteArray()), id -> new ArrayList<>())
                    .add(new Acceptance(
                            acceptance.getAcceptance(),
                            header.getSender(),
                            Traffic.hex(acceptance.getLeaf().toByteArray()),
                            coas));
        }
        for (Ended end : record.getEndedList()) {
            ended.computeIfAbsent(end.getAcceptance(), acceptance -> new ArrayList<>())
                    .add(new Finish(end.getEnd(), end.getAcceptance(), record.getReports(end.getReport() - 1)));
        }
    }

    /** The identity of the report on a message, alone or among others. */
    private static MessageId reportOn(IssuedReport report, long acceptance, ByteString leaf)
            throws InvalidProtocolBufferException {
        Header header = Header.parseFrom(report.getHeader());
        if (report.getRows().isEmpty()) {
            assertThat(header.getReport().getOriginalLeaf()).isEqualTo(leaf);
            assertThat(header.getReport().getAcceptance()).isEqualTo(acceptance);
            return MessageId.of(header.getId().toByteArray());
        }
        ReportRows rows = new ReportRows(report.getRows().toByteArray());
        for (int row = 0; row < rows.size(); row++) {
            if (rows.acceptance(row) == acceptance) {
                assertThat(rows.leaf(row)).isEqualTo(leaf.toByteArray());
                return MessageId.of(ReportRows.idOfRow(header.getId().toByteArray(), row));
            }
        }
        throw new AssertionError("no row of the report is about " + acceptance);
    }

    /** The end of a message. */
    record Finish(End how, long acceptance, IssuedReport report) {

        /** The identity of the report on it. */
        MessageId reportOn(String leaf) throws InvalidProtocolBufferException {
            return EvidenceFiles.reportOn(report, acceptance, ByteString.fromHex(leaf));
        }
    }

    /** Records that stand there more than once. */
    List<Long> doubled() {
        return records.entrySet().stream()
                .filter(record -> record.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .toList();
    }

    Map<MessageId, List<Acceptance>> accepted() {
        return accepted;
    }

    /** What became of messages, by acceptance. */
    Map<Long, List<Finish>> ended() {
        return ended;
    }

    @Override
    public String toString() {
        return records.size() + " records, " + accepted.size() + " acceptances, " + ended.size() + " ends in files of "
                + Arrays.toString(records.values().stream()
                        .mapToInt(List::size)
                        .distinct()
                        .toArray());
    }
}
