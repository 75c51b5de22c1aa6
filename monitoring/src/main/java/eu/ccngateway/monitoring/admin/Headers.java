package eu.ccngateway.monitoring.admin;

import eu.ccngateway.monitoring.admin.OperatedGateway.MessageHeader;
import eu.ccngateway.protocol.message.MessageId;
import eu.ccngateway.protocol.wire.Header;
import eu.ccngateway.protocol.wire.ReportType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What stands on a message, as an operator sees it. */
final class Headers {

    private static final int USUAL_PRIORITY = 5;

    private Headers() {}

    static MessageHeader shown(Header header) {
        return new MessageHeader(
                MessageId.of(header.getId().toByteArray()).toString(),
                header.getCorrelationId().isEmpty()
                        ? Optional.empty()
                        : Optional.of(MessageId.of(header.getCorrelationId().toByteArray())),
                header.getKind().name(),
                header.getType(),
                header.getSender(),
                header.getTo(),
                header.getReplyTo(),
                header.getPriorityPlus1() == 0 ? USUAL_PRIORITY : header.getPriorityPlus1() - 1,
                Instant.ofEpochMilli(header.getCreatedMs()),
                header.getExpiresMs() == 0
                        ? Optional.empty()
                        : Optional.of(Instant.ofEpochMilli(header.getExpiresMs())),
                header.getContentType(),
                reports(header.getReports()));
    }

    /** The bits are added up in the order of the types, 1 for the first. */
    private static List<String> reports(int wanted) {
        return Arrays.stream(ReportType.values())
                .filter(type -> type != ReportType.UNRECOGNIZED && type.getNumber() > 0)
                .filter(type -> (wanted >> (type.getNumber() - 1) & 1) != 0)
                .map(ReportType::name)
                .toList();
    }

    static JsonObject json(MessageHeader header) {
        return new JsonObject()
                .with("messageId", header.messageId())
                .withSome("correlationId", header.correlationId())
                .withSome("correlationText", header.correlationId().flatMap(Headers::text))
                .with("kind", header.kind())
                .with("type", header.type())
                .with("sender", header.sender())
                .with("to", header.to())
                .withSome("replyTo", some(header.replyTo()))
                .with("priority", header.priority())
                .with("createdAt", header.createdAt())
                .withSome("expiresAt", header.expiresAt())
                .withSome("contentType", some(header.contentType()))
                .with("reports", header.reports());
    }

    private static Optional<String> some(String text) {
        return Optional.of(text).filter(value -> !value.isEmpty());
    }

    /** Where an id is text, such as an MRN, padded at its end. */
    private static Optional<String> text(MessageId id) {
        byte[] bytes = id.toBytes();
        int length = bytes.length;
        while (length > 0 && (bytes[length - 1] == 0 || bytes[length - 1] == ' ')) {
            length--;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[i] < 0x21 || bytes[i] > 0x7e) {
                return Optional.empty();
            }
        }
        return length == 0 ? Optional.empty() : Optional.of(new String(bytes, 0, length, StandardCharsets.US_ASCII));
    }
}
