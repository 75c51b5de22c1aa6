package eu.ccngateway.applications.ieca;

import eu.ccngateway.applications.catalogue.Transition;
import eu.ccngateway.applications.conversation.Act;
import eu.ccngateway.applications.conversation.Application;
import eu.ccngateway.applications.conversation.Change;
import eu.ccngateway.applications.conversation.Channel;
import eu.ccngateway.applications.conversation.Incoming;
import eu.ccngateway.applications.conversation.Kind;
import eu.ccngateway.applications.conversation.Outgoing;
import eu.ccngateway.applications.conversation.Reaction;
import eu.ccngateway.applications.conversation.Stored;
import eu.ccngateway.applications.identifier.Address;
import eu.ccngateway.applications.identifier.Identifications;
import eu.ccngateway.applications.ieca.Envelope.Part;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The converter between states of the old phase and of the new one. It takes ZIPs with a message and its movement's context,
 * or a message alone; a state of the new phase gets a ZIP, one of the old phase the message in its own form. What cannot
 * be converted is refused with CD906C, code 51 or 52; a refusal that cannot be converted is never answered.
 *
 * <p>It keeps nothing: the context comes with each message.
 */
public final class ConverterApplication implements Application {

    private static final String ROLE = "CONVERTER";
    private static final int PRIORITY = 5;

    private final String address;
    private final Transition transition;
    private final Converter converter = new Converter();
    private final Refusal refusal;

    /** @param country which hosts it */
    public ConverterApplication(String country, Transition transition, Identifications identifications) {
        if (transition.isOver()) {
            throw new IllegalArgumentException("transition: no state is in the old phase (expected: at least one, as in"
                    + " --legacy NO=edifact)");
        }
        this.address = "IECA." + country;
        this.transition = transition;
        this.refusal = new Refusal(address, converter, identifications);
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public Reaction receive(Incoming incoming, Instant now) {
        Part outer = new Part(incoming.type(), incoming.payload());
        try {
            if (!incoming.type().contains("-MSG.")) {
                throw ConversionFailed.ofForm(incoming.type() + " (expected: a type as in CD001C-MSG.NCTS)");
            }
            boolean isZip = Envelope.isOne(incoming.payload());
            Envelope envelope = isZip ? Envelope.read(incoming.payload()) : new Envelope(Optional.empty(), outer);
            if (!envelope.message().type().equals(incoming.type())) {
                throw ConversionFailed.ofForm("ZIP: " + envelope.message().type() + " comes last (expected: "
                        + incoming.type() + ", as the type on the network says)");
            }
            LegacyHead head = Converter.head(envelope.message());
            check(head, incoming);
            Outgoing outgoing = Converter.isLegacy(envelope.message().name())
                    ? modernised(envelope, head)
                    : antiquated(envelope, head);
            Change change = new Change(
                    outgoing.correlation(),
                    ROLE,
                    incoming.name(),
                    outgoing.name() + " FOR " + head.recipient(),
                    incoming.name());
            return reaction(List.of(outgoing), change);
        } catch (ConversionFailed e) {
            return refused(incoming, e, now);
        }
    }

    /** The seal is the converter's from here on, so nobody may speak for another state. */
    private void check(LegacyHead head, Incoming incoming) throws ConversionFailed {
        if (!Address.isValid(head.sender()) || !country(head.sender()).equals(country(incoming.sender()))) {
            throw ConversionFailed.ofContent("sender: " + head.sender() + " in a message sealed by " + incoming.sender()
                    + " (expected: its own)");
        }
        boolean isLegacy = Converter.isLegacy(incoming.name());
        if (isLegacy != transition.isLegacy(country(head.sender()))) {
            throw ConversionFailed.ofContent(incoming.type() + " of " + head.sender() + " (expected: a message of the "
                    + (isLegacy ? "new" : "old") + " phase, which that state is in)");
        }
        if (!Address.isValid(head.recipient())
                || transition.isLegacy(country(head.recipient())) == isLegacy
                || head.recipient().equals(address)) {
            throw ConversionFailed.ofContent("recipient: " + head.recipient() + " (expected: a state of the "
                    + (isLegacy ? "new" : "old") + " phase; others are written to directly)");
        }
    }

    private Outgoing antiquated(Envelope envelope, LegacyHead head) throws ConversionFailed {
        LegacyForm form =
                LegacyForm.valueOf(transition.form(country(head.recipient())).orElseThrow());
        Part made = converter.down(envelope.message(), envelope.context(), form);
        return outgoing(head, made.type(), movement(envelope.message()), made.bytes());
    }

    private Outgoing modernised(Envelope envelope, LegacyHead head) throws ConversionFailed {
        Optional<Part> context = Optional.empty();
        if (envelope.context().isPresent()) {
            Part given = envelope.context().get();
            context = Optional.of(Converter.isLegacy(given.name()) ? converter.up(given, Optional.empty()) : given);
        }
        Part made = converter.up(envelope.message(), context);
        return outgoing(head, made.type(), movement(made), new Envelope(context, made).write());
    }

    private String movement(Part modern) throws ConversionFailed {
        return Converter.movement(converter.modern(modern));
    }

    private static Outgoing outgoing(LegacyHead head, String type, String movement, byte[] payload) {
        return new Outgoing(
                head.recipient(),
                channel(type),
                type,
                Kind.DATAGRAM,
                PRIORITY,
                head.sender() + " " + head.identification(),
                movement,
                payload);
    }

    /** Refusals are for administration, as everywhere. */
    static Channel channel(String type) {
        return Refusal.isOne(type) ? Channel.ADMIN : Channel.CORE;
    }

    private Reaction refused(Incoming incoming, ConversionFailed why, Instant now) {
        String text = incoming.name() + " refused with " + why.code().number() + ": " + why.getMessage();
        Optional<Outgoing> told = refusal.of(incoming, why, transition, now);
        Change change =
                new Change(told.map(Outgoing::correlation).orElse(""), ROLE, incoming.name(), "NOT CONVERTED", text);
        return reaction(told.map(List::of).orElse(List.of()), change);
    }

    private static Reaction reaction(List<Outgoing> outgoing, Change change) {
        return new Reaction(outgoing, List.of(change), List.of(), Optional.empty(), Optional.empty());
    }

    /** The last two characters of an address or a domain. */
    static String country(String address) {
        return address.length() < 2 ? "" : address.substring(address.length() - 2);
    }

    @Override
    public Reaction act(Act act, Instant now) {
        throw new IllegalArgumentException("act: " + act.name() + " (expected: none; the converter only converts)");
    }

    @Override
    public Reaction tick(Instant now) {
        return new Reaction(List.of(), List.of(), List.of(), Optional.empty(), Optional.empty());
    }

    @Override
    public void restore(Stored stored) {
        throw new IllegalArgumentException("record " + stored.key() + " (expected: none; the converter keeps nothing)");
    }
}
