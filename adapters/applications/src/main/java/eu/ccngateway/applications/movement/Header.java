package eu.ccngateway.applications.movement;

import eu.ccngateway.applications.xml.Element;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who says what to whom, at the head of every message.
 *
 * @param correlation the identification of the message that this one answers; empty if it answers none
 */
public record Header(
        String sender, String recipient, Instant prepared, String identification, String name, String correlation) {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

    /** Of a document that has no fault of form. */
    static Header of(Element root) {
        return new Header(
                root.value("messageSender").orElse(""),
                root.value("messageRecipient").orElse(""),
                root.value("preparationDateAndTime")
                        .map(text -> Instant.parse(text.strip() + "Z"))
                        .orElse(Instant.EPOCH),
                root.value("messageIdentification").orElse(""),
                root.name(),
                root.value("correlationIdentifier").orElse(""));
    }

    List<Element> elements() {
        List<Element> elements = new ArrayList<>(List.of(
                Element.leaf("messageSender", sender),
                Element.leaf("messageRecipient", recipient),
                Element.leaf("preparationDateAndTime", STAMP.format(prepared)),
                Element.leaf("messageIdentification", identification),
                Element.leaf("messageType", name)));
        Optional.of(correlation)
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> elements.add(Element.leaf("correlationIdentifier", text)));
        return elements;
    }
}
