package eu.ccngateway.node;

import com.google.protobuf.UnsafeByteOperations;
import eu.ccngateway.protocol.message.MessageId;
import eu.ccngateway.protocol.message.ReportRows;
import eu.ccngateway.protocol.wire.Header;

/** One of the messages that a report tells of. */
record ReportRow(ReportRows rows, int row) {

    MessageId originalId() {
        return MessageId.of(rows.id(row));
    }

    byte[] leaf() {
        return rows.leaf(row);
    }

    AcceptanceId acceptance() {
        return new AcceptanceId(rows.acceptance(row));
    }

    /** The report as it would be on this message alone. */
    Message alone(Message report) {
        Header header = report.header();
        byte[] originalId = rows.id(row);
        return Message.received(
                header.toBuilder()
                        .setId(UnsafeByteOperations.unsafeWrap(
                                ReportRows.idOfRow(header.getId().toByteArray(), row)))
                        .setCorrelationId(UnsafeByteOperations.unsafeWrap(originalId))
                        .setReport(header.getReport().toBuilder()
                                .setOriginalId(UnsafeByteOperations.unsafeWrap(originalId))
                                .setOriginalLeaf(UnsafeByteOperations.unsafeWrap(rows.leaf(row)))
                                .setAcceptance(rows.acceptance(row)))
                        .build(),
                Payload.Bytes.of(new byte[0]));
    }
}
