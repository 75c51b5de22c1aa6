package eu.ccngateway.doors;

import eu.ccngateway.node.Delivered;
import eu.ccngateway.node.Message;
import eu.ccngateway.node.MessageKind;
import eu.ccngateway.node.Report;
import eu.ccngateway.protocol.message.MessageId;
import eu.ccngateway.protocol.message.WantedReports;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A message's header as names and values: the same names in a header file, in a query, and in what a door answers. */
public final class MessageFields {

    /** Prefix of the names of what the receiving application is told: {@code property.mrn}. */
    public static final String PROPERTY = "property.";

    private static final Set<String> NAMES = Set.of(
            "to",
            "type",
            "kind",
            "priority",
            "message-id",
            "correlation-id",
            "reply-to",
            "expires",
            "expires-in",
            "reports",
            "content-type",
            "created");

    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,9})\\s*(s|min|h|d)");

    private MessageFields() {}

    /** The names a message may have, and what else the caller takes. */
    public static void refuseUnknown(Map<String, String> fields, Set<String> others) {
        for (String name : fields.keySet()) {
            if (!NAMES.contains(name) && !others.contains(name) && !name.startsWith(PROPERTY)) {
                Set<String> known = new TreeSet<>(NAMES);
                known.addAll(others);
                throw new IllegalArgumentException(NameValues.shown(name) + ": unknown (expected: one of "
                        + String.join(", ", known) + ", or " + PROPERTY + "NAME)");
            }
        }
    }

    /**
     * Begins a message; the content is the caller's.
     *
     * @throws IllegalArgumentException names the field that is wrong
     */
    public static Message.Builder message(Map<String, String> fields) {
        Message.Builder message = Message.to(
                        required(fields, "to", "QUEUE@GATEWAY, for example CORE-RCT-QUE.NCTS@CUSTTAX.IE"))
                .type(required(fields, "type", "a message type, for example CD001C-MSG.NCTS"));
        take(fields, "kind", kind -> message.kind(kind(kind)));
        take(fields, "priority", priority -> message.priority(digit(priority)));
        take(fields, "message-id", id -> message.id(id("message-id", id)));
        take(fields, "correlation-id", id -> message.correlationId(id("correlation-id", id)));
        take(fields, "reply-to", message::replyTo);
        take(fields, "created", at -> message.created(moment("created", at)));
        take(fields, "expires", at -> message.expires(moment("expires", at)));
        take(fields, "expires-in", time -> message.expiresIn(time("expires-in", time)));
        take(fields, "reports", wanted -> message.reports(reports(wanted)));
        take(fields, "content-type", message::contentType);
        fields.forEach((name, value) -> {
            if (name.startsWith(PROPERTY)) {
                message.property(name.substring(PROPERTY.length()), value);
            }
        });
        return message;
    }

    /** The id a message has been given. */
    public static MessageId id(Map<String, String> fields) {
        return id("message-id", fields.getOrDefault("message-id", ""));
    }

    private static String required(Map<String, String> fields, String name, String expected) {
        String value = fields.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw new IllegalArgumentException(name + ": missing (expected: " + expected + ")");
        }
        return value;
    }

    private static void take(Map<String, String> fields, String name, Consumer<String> taker) {
        Optional.ofNullable(fields.get(name)).filter(value -> !value.isEmpty()).ifPresent(taker);
    }

    private static MessageKind kind(String text) {
        return Arrays.stream(MessageKind.values())
                .filter(kind -> kind.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> wrong("kind", text, "REQUEST, REPLY or DATAGRAM"));
    }

    private static int digit(String text) {
        if (text.length() != 1 || !Character.isDigit(text.charAt(0))) {
            throw wrong("priority", text, "0-9");
        }
        return text.charAt(0) - '0';
    }

    /** An id as the network has it: 48 hex digits, or up to 24 characters such as an MRN. */
    public static MessageId id(String field, String text) {
        try {
            return MessageId.parse(text);
        } catch (IllegalArgumentException e) {
            throw wrong(field, text, "48 hex digits, or 1-24 printable characters without blanks");
        }
    }

    private static Instant moment(String field, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw wrong(field, text, "a moment such as 2026-11-20T12:00:00Z");
        }
    }

    /** A length of time: {@code 30 s}, {@code 5 min}, {@code 24 h}, {@code 7 d}. */
    public static Duration time(String field, String text) {
        Matcher matcher = AMOUNT.matcher(text);
        if (!matcher.matches()) {
            throw wrong(field, text, "a number with s, min, h or d, for example 24 h");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(amount);
            case "min" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    private static WantedReports[] reports(String text) {
        if (text.equalsIgnoreCase("none")) {
            return new WantedReports[0];
        }
        return Arrays.stream(text.split("\\s*,\\s*"))
                .map(name -> Arrays.stream(WantedReports.values())
                        .filter(report -> report.name().equalsIgnoreCase(name))
                        .findFirst()
                        .orElseThrow(() -> wrong("reports", text, "coa, cod, exception, expiration, or none")))
                .toArray(WantedReports[]::new);
    }

    private static IllegalArgumentException wrong(String field, String value, String expected) {
        return new IllegalArgumentException(field + ": '" + NameValues.shown(value) + "' (expected: " + expected + ")");
    }

    /** Everything that is known of a message that came. */
    public static Map<String, String> of(Delivered delivered) {
        Message message = delivered.message();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("message-id", delivered.id().toHex());
        message.correlationId().ifPresent(id -> fields.put("correlation-id", id.toHex()));
        fields.put("sender", delivered.sender());
        fields.put("to", message.to().toString());
        fields.put("type", message.type());
        fields.put("kind", message.kind().name());
        fields.put("priority", String.valueOf(message.priority()));
        message.replyTo().ifPresent(queue -> fields.put("reply-to", queue.toString()));
        message.created().ifPresent(at -> fields.put("created", at.toString()));
        message.expires().ifPresent(at -> fields.put("expires", at.toString()));
        message.contentType().ifPresent(type -> fields.put("content-type", type));
        fields.put("acceptance-id", delivered.acceptance().toString());
        fields.put("accepted-at", delivered.acceptedAt().toString());
        fields.put("length", String.valueOf(message.payloadLength()));
        fields.put("redelivered", String.valueOf(delivered.isRedelivered()));
        fields.put("verified", String.valueOf(delivered.evidence().isVerified()));
        message.properties().forEach((name, value) -> fields.put(PROPERTY + name, value));
        delivered.report().ifPresent(report -> add(fields, report));
        return fields;
    }

    /** COA, COD, EXCEPTION or EXPIRATION. */
    public static String name(Report report) {
        return report instanceof Report.CoA
                ? "COA"
                : report instanceof Report.CoD
                        ? "COD"
                        : report instanceof Report.ExceptionReport ? "EXCEPTION" : "EXPIRATION";
    }

    private static void add(Map<String, String> fields, Report report) {
        Report.About about = report.about();
        fields.put("report", name(report));
        fields.put("report-at", report.at().toString());
        fields.put("about-message-id", about.id().toHex());
        fields.put("about-acceptance-id", about.acceptance().toString());
        fields.put("about-to", about.to());
        fields.put("about-type", about.type());
        if (report instanceof Report.CoD cod) {
            fields.put("receiver", cod.receiver());
        } else if (report instanceof Report.ExceptionReport exception) {
            fields.put(
                    "refusal",
                    exception.number()
                            + exception.code().map(code -> " " + code.name()).orElse(""));
            fields.put("reason", exception.reason());
        }
    }
}
