package eu.ccngateway.protocol.message;

import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import eu.ccngateway.protocol.wire.Header;
import eu.ccngateway.protocol.wire.Kind;
import java.util.Map;

/**
 * What every header must hold, whoever reads it. The character rules keep statements free of injection: no value can
 * contain a line end or an equals sign.
 */
public final class HeaderRules {

    private static final int PROPERTIES_MAX = 16;
    private static final int PROPERTY_MAX = 256;
    private static final int CONTENT_TYPE_MAX = 100;

    private HeaderRules() {}

    /** Checks a message of a node; {@code HEADER_INVALID} names the first field that is wrong. */
    public static void checkMessage(Header header) {
        checkMessage(header, Header.getDefaultInstance());
    }

    /**
     * Checks a message of a node as {@link #checkMessage(Header)} does. Messages that come together have most names in
     * common, so what {@code good} says as well is not looked at again.
     *
     * @param good a message that passed; or an empty header
     */
    public static void checkMessage(Header header, Header good) {
        try {
            if (!isKnown(header.getSender(), good.getSender())) {
                NodeId.parse(header.getSender());
            }
            checkCommon(header, good);
            if (header.getKind() == Kind.REPORT || header.hasReport()) {
                throw new IllegalArgumentException(
                        "kind: REPORT (expected: REQUEST, REPLY or DATAGRAM; only gateways report)");
            }
            if (!header.getReplyTo().isEmpty()) {
                if (!isKnown(header.getReplyTo(), good.getReplyTo())) {
                    QueueAddress.parse(header.getReplyTo());
                }
            } else if (header.getReports() != 0) {
                throw new IllegalArgumentException(
                        "reply_to: empty (expected: a queue of the own domain, as reports are asked for)");
            }
        } catch (IllegalArgumentException e) {
            throw new RefusedException(RefusalCode.HEADER_INVALID, String.valueOf(e.getMessage()));
        }
    }

    /** Checks a report of a gateway. */
    public static void checkReport(Header header) {
        checkReport(header, Header.getDefaultInstance());
    }

    /**
     * Checks a report of a gateway as {@link #checkReport(Header)} does, but for what is known to be right.
     *
     * @param good a report that passed; or an empty header
     */
    public static void checkReport(Header header, Header good) {
        try {
            if (!isKnown(header.getSender(), good.getSender())) {
                GatewayId.parse(header.getSender());
            }
            checkCommon(header, good);
            if (header.getKind() != Kind.REPORT || !header.hasReport()) {
                throw new IllegalArgumentException("kind: " + header.getKind() + " (expected: REPORT with its report)");
            }
            if (!isOnSeveral(header)) {
                checkLength(
                        "report.original_leaf",
                        header.getReport().getOriginalLeaf().size(),
                        32);
                checkLength(
                        "report.original_id", header.getReport().getOriginalId().size(), MessageId.LENGTH);
            }
        } catch (IllegalArgumentException e) {
            throw new RefusedException(RefusalCode.HEADER_INVALID, String.valueOf(e.getMessage()));
        }
    }

    private static boolean isKnown(String name, String good) {
        return !name.isEmpty() && name.equals(good);
    }

    private static void checkCommon(Header header, Header good) {
        if (!isKnown(header.getTo(), good.getTo())) {
            QueueAddress.parse(header.getTo());
        }
        if (!isKnown(header.getType(), good.getType())) {
            Names.check("type", header.getType(), 64);
        }
        if (header.getKind() == Kind.KIND_UNSPECIFIED || header.getKind() == Kind.UNRECOGNIZED) {
            throw new IllegalArgumentException(
                    "kind: missing or unknown (expected: REQUEST, REPLY, DATAGRAM or REPORT)");
        }
        checkLength("id", header.getId().size(), MessageId.LENGTH);
        if (!header.getCorrelationId().isEmpty()) {
            checkLength("correlation_id", header.getCorrelationId().size(), MessageId.LENGTH);
        }
        checkRange("priority_plus_1", header.getPriorityPlus1(), 0, 10);
        checkRange("created_ms", header.getCreatedMs(), 1, Long.MAX_VALUE);
        checkRange("expires_ms", header.getExpiresMs(), 0, Long.MAX_VALUE);
        checkRange("reports", header.getReports(), 0, WantedReports.ALL + WantedReports.TOGETHER);
        checkText("content_type", header.getContentType(), CONTENT_TYPE_MAX);
        checkRange("properties", header.getPropertiesCount(), 0, PROPERTIES_MAX);
        if (header.getPropertiesCount() == 0) {
            return;
        }
        for (Map.Entry<String, String> property : header.getPropertiesMap().entrySet()) {
            Names.check("properties", property.getKey(), 64);
            checkText("properties." + property.getKey(), property.getValue(), PROPERTY_MAX);
        }
    }

    /** Whether a report tells in its payload which messages it is about. */
    public static boolean isOnSeveral(Header report) {
        return report.hasReport()
                && report.getReport().getOriginalLeaf().isEmpty()
                && report.getReport().getOriginalId().isEmpty();
    }

    private static void checkLength(String field, int length, int expected) {
        if (length != expected) {
            throw new IllegalArgumentException(field + ": " + length + " bytes (expected: " + expected + ")");
        }
    }

    private static void checkRange(String field, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(field + ": " + value + " (expected: " + min + "-" + max + ")");
        }
    }

    private static void checkText(String field, String value, int max) {
        if (value.length() > max || hasControlCharacter(value)) {
            throw new IllegalArgumentException(field + ": " + value.length() + " characters (expected: at most " + max
                    + ", no control characters)");
        }
    }

    private static boolean hasControlCharacter(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < 0x20 || value.charAt(i) == 0x7f) {
                return true;
            }
        }
        return false;
    }

    /** The priority 0..9 of a header; 5 where it says nothing. */
    public static int priority(Header header) {
        return header.getPriorityPlus1() == 0 ? 5 : header.getPriorityPlus1() - 1;
    }
}
