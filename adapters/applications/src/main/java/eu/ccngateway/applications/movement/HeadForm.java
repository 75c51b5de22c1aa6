package eu.ccngateway.applications.movement;

import eu.ccngateway.applications.xml.Element;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How the head of a message is written: with the element names of phase 5 or of phase 4. */
public enum HeadForm {
    PHASE_5(
            "messageSender",
            "messageRecipient",
            List.of("preparationDateAndTime"),
            "yyyy-MM-dd'T'HH:mm:ss",
            List.of("messageIdentification", "messageType", "correlationIdentifier")),
    PHASE_4(
            "MesSenMES3",
            "MesRecMES6",
            List.of("DatOfPreMES9", "TimOfPreMES10"),
            "yyMMddHHmm",
            List.of("MesIdeMES19", "MesTypMES20", "CorIdeMES25"));

    private final String sender;
    private final String recipient;
    private final List<String> time;
    private final DateTimeFormatter stamp;
    private final String identification;
    private final String type;
    private final String correlation;

    HeadForm(String sender, String recipient, List<String> time, String stamp, List<String> names) {
        this.sender = sender;
        this.recipient = recipient;
        this.time = time;
        this.stamp = DateTimeFormatter.ofPattern(stamp, Locale.ROOT);
        this.identification = names.get(0);
        this.type = names.get(1);
        this.correlation = names.get(2);
    }

    public String sender() {
        return sender;
    }

    public String recipient() {
        return recipient;
    }

    public String identification() {
        return identification;
    }

    public String correlation() {
        return correlation;
    }

    /** The head of a document that has no fault of form. */
    Header read(Element root) {
        return new Header(
                value(root, sender),
                value(root, recipient),
                prepared(root),
                value(root, identification),
                root.name(),
                value(root, correlation));
    }

    private Instant prepared(Element root) {
        StringBuilder text = new StringBuilder();
        time.forEach(part -> text.append(value(root, part)));
        try {
            return LocalDateTime.parse(text, stamp).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new IllegalStateException(text + " (expected: a time whose form was checked before)", e);
        }
    }

    private static String value(Element root, String name) {
        return root.value(name).orElse("").strip();
    }

    List<Element> write(Header header) {
        List<Element> elements = new ArrayList<>();
        elements.add(Element.leaf(sender, header.sender()));
        elements.add(Element.leaf(recipient, header.recipient()));
        String at = LocalDateTime.ofInstant(header.prepared(), ZoneOffset.UTC).format(stamp);
        int split = time.size() == 1 ? at.length() : "yyMMdd".length();
        elements.add(Element.leaf(time.get(0), at.substring(0, split)));
        if (time.size() > 1) {
            elements.add(Element.leaf(time.get(1), at.substring(split)));
        }
        elements.add(Element.leaf(identification, header.identification()));
        elements.add(Element.leaf(type, header.name()));
        if (!header.correlation().isEmpty()) {
            elements.add(Element.leaf(correlation, header.correlation()));
        }
        return elements;
    }
}
