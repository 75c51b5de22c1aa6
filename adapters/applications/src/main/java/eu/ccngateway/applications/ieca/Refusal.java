package eu.ccngateway.applications.ieca;

import eu.ccngateway.applications.catalogue.Transition;
import eu.ccngateway.applications.conversation.Channel;
import eu.ccngateway.applications.conversation.Incoming;
import eu.ccngateway.applications.conversation.Kind;
import eu.ccngateway.applications.conversation.Outgoing;
import eu.ccngateway.applications.identifier.Address;
import eu.ccngateway.applications.identifier.Identifications;
import eu.ccngateway.applications.ieca.Envelope.Part;
import eu.ccngateway.applications.xml.Element;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** Tells the sender of a message that it could not be converted, in the sender's own phase (rule G0010). */
final class Refusal {

    /** What converters give as the reason. */
    private static final String REASON = "ieCAvB";

    private static final int PRIORITY = 5;
    private static final int ID_MAX = 14;
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

    private final String from;
    private final Converter converter;
    private final Identifications identifications;

    /** @param from address of who refuses */
    Refusal(String from, Converter converter, Identifications identifications) {
        this.from = from;
        this.converter = converter;
        this.identifications = identifications;
    }

    /** Whether a type is a refusal itself, in either phase; those are never refused (G0085, G0086). */
    static boolean isOne(String type) {
        return type.matches("(?:CD|IE)(906|907|917)[A-Z]?-MSG\\..*");
    }

    /** Empty where nobody may or can be told. */
    Optional<Outgoing> of(Incoming refused, ConversionFailed why, Transition transition, Instant now) {
        if (isOne(refused.type()) || !refused.type().contains("-MSG.")) {
            return Optional.empty();
        }
        String project = refused.type().substring(refused.type().indexOf("-MSG.") + "-MSG.".length());
        Optional<LegacyHead> head = head(refused);
        String node = refused.sender().substring(0, Math.max(0, refused.sender().indexOf('@')));
        String to = head.map(LegacyHead::sender)
                .filter(Address::isValid)
                .filter(sender -> ConverterApplication.country(sender).equals(ConverterApplication.country(node)))
                .orElse(node);
        try {
            String identification = identifications.next(now);
            Part modern = converter.written(project, content(refused, why, to, head, identification, now));
            Optional<String> form = transition.form(ConverterApplication.country(to));
            Part told =
                    form.isEmpty() ? modern : converter.down(modern, Optional.empty(), LegacyForm.valueOf(form.get()));
            return Optional.of(new Outgoing(
                    to, Channel.ADMIN, told.type(), Kind.REPLY, PRIORITY, identification, "", told.bytes()));
        } catch (ConversionFailed e) {
            // Of a project that has no refusals here, or to an address that no head has room for.
            return Optional.empty();
        }
    }

    private static Optional<LegacyHead> head(Incoming refused) {
        try {
            Part part = new Part(refused.type(), refused.payload());
            Part message = Envelope.isOne(refused.payload())
                    ? Envelope.read(refused.payload()).message()
                    : part;
            return Optional.of(Converter.head(message));
        } catch (ConversionFailed e) {
            return Optional.empty();
        }
    }

    private Element content(
            Incoming refused,
            ConversionFailed why,
            String to,
            Optional<LegacyHead> head,
            String identification,
            Instant now) {
        String network = refused.messageId().replaceAll(".*/", "");
        String about = head.map(LegacyHead::identification)
                .filter(id -> !id.isBlank() && id.length() <= 35)
                .orElse(network.substring(0, Math.min(ID_MAX, network.length())));
        String name = "CD906C";
        return Element.group(
                name,
                List.of(
                        Element.leaf("messageSender", from),
                        Element.leaf("messageRecipient", to),
                        Element.leaf("preparationDateAndTime", STAMP.format(now)),
                        Element.leaf("messageIdentification", identification),
                        Element.leaf("messageType", name),
                        Element.leaf("correlationIdentifier", about),
                        Element.group(
                                "FunctionalError",
                                Element.leaf("errorPointer", "/" + refused.name()),
                                Element.leaf("errorCode", why.code().number()),
                                Element.leaf("errorReason", REASON))));
    }
}
