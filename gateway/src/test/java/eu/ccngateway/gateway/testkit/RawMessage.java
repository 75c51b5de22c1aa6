package eu.ccngateway.gateway.testkit;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import eu.ccngateway.protocol.message.HeaderRules;
import eu.ccngateway.protocol.message.ReportRows;
import eu.ccngateway.protocol.seal.Sha256;
import eu.ccngateway.protocol.seal.Statement;
import eu.ccngateway.protocol.wire.Header;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A message as bytes: a header as it is sealed, and a payload. Nothing in it needs to be right. */
public record RawMessage(byte[] header, byte[] payload) {

    public RawMessage(Header header, byte[] payload) {
        this(header.toByteArray(), payload);
    }

    public static RawMessage of(Header.Builder header, String text) {
        return new RawMessage(header.build(), text.getBytes(StandardCharsets.UTF_8));
    }

    public Header parsed() {
        try {
            return Header.parseFrom(header);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The MsgId. */
    public ByteString id() {
        return parsed().getId();
    }

    public byte[] leaf(Statement statement) {
        return HeaderRules.isOnSeveral(parsed()) && payload.length > 0
                ? statement.leaf(parsed(), Sha256.of(header), new ReportRows(payload))
                : statement.leaf(parsed(), Sha256.of(header), Sha256.of(payload));
    }

    /** Of a report on several messages: as it would be on one of them. */
    RawMessage row(int row) {
        ReportRows rows = new ReportRows(payload);
        Header several = parsed();
        ByteString original = ByteString.copyFrom(rows.id(row));
        return new RawMessage(
                several.toBuilder()
                        .setId(ByteString.copyFrom(
                                ReportRows.idOfRow(several.getId().toByteArray(), row)))
                        .setCorrelationId(original)
                        .setReport(several.getReport().toBuilder()
                                .setOriginalId(original)
                                .setOriginalLeaf(ByteString.copyFrom(rows.leaf(row)))
                                .setAcceptance(rows.acceptance(row)))
                        .build(),
                new byte[0]);
    }

    /** As it stands in a tail. */
    public byte[] item() {
        return ByteBuffer.allocate(8 + header.length + payload.length)
                .putInt(header.length)
                .putInt(payload.length)
                .put(header)
                .put(payload)
                .array();
    }

    /** A tail of several. */
    public static byte[] tail(Iterable<RawMessage> messages) {
        ByteArrayOutputStream tail = new ByteArrayOutputStream();
        messages.forEach(message -> tail.writeBytes(message.item()));
        return tail.toByteArray();
    }
}
