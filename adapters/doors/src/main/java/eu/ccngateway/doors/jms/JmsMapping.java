package eu.ccngateway.doors.jms;

import eu.ccngateway.doors.MessageFields;
import eu.ccngateway.doors.NameValues;
import eu.ccngateway.protocol.message.MessageId;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The properties that existing clients of a national CCN/CSI bridge set and read, and the fields of a message here. Where
 * it goes is said by three of them, {@code QUEUE_BASE_NAME}, {@code APPLICATION} and {@code COUNTRY_CODE}, or by one of ours,
 * {@code TO}.
 */
final class JmsMapping {

    private static final Pattern QUEUE = Pattern.compile("(.+)-[^-]+-QUE\\.(.+)");
    private static final Map<String, String> REPORT_NAMES = Map.of(
            "report", "REPORT_TYPE",
            "report-at", "REPORT_TIME",
            "about-to", "REPORTED_TO",
            "about-type", "REPORTED_TYPE",
            "receiver", "RECEIVER",
            "refusal", "REFUSAL",
            "reason", "REASON");

    private final JmsNames names;
    private final String environment;

    JmsMapping(JmsNames names, String environment) {
        this.names = names;
        this.environment = environment;
    }

    /**
     * The fields of a message that is to be put.
     *
     * @param properties as they came
     * @throws IllegalArgumentException names the property that is wrong
     */
    Map<String, String> fields(Map<String, String> properties) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("to", read(properties, "TO").orElseGet(() -> address(properties)));
        fields.put("type", required(properties, "MESSAGE_TYPE", "for example CD501C-MSG.ECS"));
        take(properties, "QUEUE_MESSAGE_TYPE", fields, "kind");
        take(properties, "MESSAGE_ID", fields, "message-id");
        take(properties, "CORRELATION_ID", fields, "correlation-id");
        take(properties, "CONTENT_TYPE", fields, "content-type");
        take(properties, "REPLY_TO", fields, "reply-to");
        return fields;
    }

    private String address(Map<String, String> properties) {
        String base = names.base(required(properties, "QUEUE_BASE_NAME", "for example CORE, or give TO an address"));
        String application = required(properties, "APPLICATION", "ECS, NCTS, ...");
        String country = required(properties, "COUNTRY_CODE", "two letters, for example DE");
        return base + "-" + environment + "-QUE." + application + "@" + names.gateway(country);
    }

    private static void take(
            Map<String, String> properties, String property, Map<String, String> fields, String field) {
        read(properties, property).ifPresent(value -> fields.put(field, value));
    }

    private static Optional<String> read(Map<String, String> properties, String constant) {
        String value = properties.get(constant);
        return Optional.ofNullable(value == null ? properties.get(JmsNames.camel(constant)) : value)
                .filter(text -> !text.isBlank());
    }

    private String required(Map<String, String> properties, String constant, String expected) {
        return read(properties, constant)
                .orElseThrow(() -> new IllegalArgumentException(
                        "property " + names.written(constant) + ": missing (expected: " + expected + ")"));
    }

    /** The properties of a message that came, or of a report. */
    Map<String, String> properties(Map<String, String> fields) {
        Map<String, String> properties = new LinkedHashMap<>();
        String to = fields.getOrDefault("to", "");
        Matcher queue = QUEUE.matcher(to.substring(0, Math.max(0, to.indexOf('@'))));
        if (queue.matches()) {
            put(properties, "QUEUE_BASE_NAME", queue.group(1));
            put(properties, "APPLICATION", queue.group(2));
            put(properties, "APPLICATION_SENDER", queue.group(2));
        }
        String sender = fields.getOrDefault("sender", "");
        put(properties, "SENDER", sender);
        put(properties, "COUNTRY_CODE", sender.substring(Math.max(0, sender.length() - 2)));
        put(properties, "MESSAGE_TYPE", fields.getOrDefault("type", ""));
        put(properties, "QUEUE_MESSAGE_TYPE", fields.getOrDefault("kind", ""));
        put(properties, "MESSAGE_ID", shownId(fields.getOrDefault("message-id", "")));
        put(
                properties,
                "CORRELATION_ID",
                shownId(fields.getOrDefault("about-message-id", fields.getOrDefault("correlation-id", ""))));
        put(properties, "CONTENT_TYPE", fields.getOrDefault("content-type", ""));
        put(properties, "REPLY_TO", fields.getOrDefault("reply-to", ""));
        put(properties, "ACCEPTANCE_ID", fields.getOrDefault("acceptance-id", ""));
        REPORT_NAMES.forEach((field, property) -> put(properties, property, fields.getOrDefault(field, "")));
        return properties;
    }

    private void put(Map<String, String> properties, String constant, String value) {
        if (!value.isEmpty()) {
            properties.put(names.written(constant), value);
        }
    }

    /** The name under which the door says why it refused a message. */
    String refusalName() {
        return names.written("REASON");
    }

    /** An id as its sender gave it: a text, such as an MRN, if it is one. */
    static String shownId(String hex) {
        if (hex.isEmpty()) {
            return hex;
        }
        byte[] bytes = MessageFields.id("message-id", hex).toBytes();
        int length = MessageId.LENGTH;
        while (length > 0 && bytes[length - 1] == 0) {
            length--;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[i] < 0x21 || bytes[i] > 0x7e) {
                return hex;
            }
        }
        return length == 0 ? hex : NameValues.shown(new String(bytes, 0, length, StandardCharsets.US_ASCII));
    }
}
