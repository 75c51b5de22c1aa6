package eu.ccngateway.applications.ieca;

import eu.ccngateway.applications.catalogue.Profile;
import eu.ccngateway.applications.catalogue.Transition;
import eu.ccngateway.applications.conversation.Act;
import eu.ccngateway.applications.conversation.Application;
import eu.ccngateway.applications.conversation.Change;
import eu.ccngateway.applications.conversation.Incoming;
import eu.ccngateway.applications.conversation.Kind;
import eu.ccngateway.applications.conversation.Outgoing;
import eu.ccngateway.applications.conversation.Reaction;
import eu.ccngateway.applications.conversation.Stored;
import eu.ccngateway.applications.identifier.Identifications;
import eu.ccngateway.applications.ieca.Envelope.Part;
import eu.ccngateway.applications.pattern.MayStop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A state's application while some states are in the old phase. What is for a state of the other phase goes to the converter,
 * in a ZIP with the record of its movement; states of the old phase speak its messages among themselves. What the
 * application inside decides is the same in either phase.
 */
public final class PhasedApplication implements Application, MayStop {

    private static final String CONTEXT = "phase/";
    private static final int CONTEXTS_MAX = 20_000;
    private static final Set<String> RECORDS = Set.of("CD001C", "CD003C", "CD501C", "CD503C");
    private static final String ROLE = "PHASE";

    private final Application inside;
    private final Transition transition;
    private final Optional<LegacyForm> own;
    private final Converter converter = new Converter();
    private final Refusal refusal;
    private final Map<String, Part> contexts = new LinkedHashMap<>();

    /** @param random makes identifications of refusals */
    public PhasedApplication(Application inside, Transition transition, RandomGenerator random) {
        this.inside = inside;
        this.transition = transition;
        this.own =
                transition.form(ConverterApplication.country(inside.address())).map(LegacyForm::valueOf);
        this.refusal = new Refusal(inside.address(), converter, new Identifications(Identifications.SHORT, random));
    }

    @Override
    public String address() {
        return inside.address();
    }

    @Override
    public boolean isAvailable(Instant now) {
        return !(inside instanceof MayStop may) || may.isAvailable(now);
    }

    @Override
    public Reaction receive(Incoming incoming, Instant now) {
        boolean isOfConverter = ConverterApplication.country(incoming.sender()).equals(transition.converter());
        boolean isZip = Envelope.isOne(incoming.payload()) && isOfConverter;
        if (!isZip && !(own.isPresent() && Converter.isLegacy(incoming.name()))) {
            return inside(incoming, now);
        }
        try {
            Envelope envelope = isZip
                    ? Envelope.read(incoming.payload())
                    : new Envelope(Optional.empty(), new Part(incoming.type(), incoming.payload()));
            Part message = envelope.message();
            if (Converter.isLegacy(message.name())) {
                message = converter.up(message, Optional.empty());
            }
            String from = Converter.head(message).sender();
            // A refusal of the converter is its own.
            boolean isForwarded = isOfConverter && !from.equals(transition.converterAddress());
            String sender = isForwarded ? from + "@." + ConverterApplication.country(from) : incoming.sender();
            Incoming understood = new Incoming(
                    message.type(),
                    sender,
                    incoming.kind(),
                    incoming.messageId(),
                    incoming.correlationId(),
                    message.bytes());
            return inside(understood, now);
        } catch (ConversionFailed e) {
            Optional<Outgoing> told = refusal.of(incoming, e, transition, now);
            String cause = incoming.name() + " refused with " + e.code().number() + ": " + e.getMessage();
            return new Reaction(
                    told.map(List::of).orElse(List.of()),
                    List.of(new Change("", ROLE, incoming.name(), "NOT UNDERSTOOD", cause)),
                    List.of(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    private Reaction inside(Incoming incoming, Instant now) {
        List<Stored> records = new ArrayList<>();
        remember(new Part(incoming.type(), incoming.payload()), records);
        return phased(inside.receive(incoming, now), records);
    }

    @Override
    public Reaction act(Act act, Instant now) {
        return phased(inside.act(act, now), new ArrayList<>());
    }

    @Override
    public Reaction tick(Instant now) {
        return phased(inside.tick(now), new ArrayList<>());
    }

    private Reaction phased(Reaction reaction, List<Stored> more) {
        List<Outgoing> outgoing = new ArrayList<>();
        List<Change> changes = new ArrayList<>(reaction.changes());
        List<Stored> records = new ArrayList<>(reaction.records());
        for (Outgoing message : reaction.outgoing()) {
            remember(new Part(message.type(), message.payload()), more);
            try {
                outgoing.add(phased(message));
            } catch (ConversionFailed e) {
                changes.add(new Change(
                        message.correlation(),
                        ROLE,
                        message.name(),
                        "NOT SENT TO " + message.to(),
                        String.valueOf(e.getMessage())));
            }
        }
        records.addAll(more);
        return new Reaction(outgoing, changes, records, reaction.wakeAt(), reaction.made());
    }

    private Outgoing phased(Outgoing message) throws ConversionFailed {
        String country = ConverterApplication.country(message.to());
        boolean isAcross = transition.isLegacy(country) != own.isPresent();
        boolean isCentral = country.equals(Profile.CENTRE);
        if (isCentral || !isAcross && own.isEmpty()) {
            return message;
        }
        Part part = converter.latin(new Part(message.type(), message.payload()));
        Optional<Part> context = RECORDS.contains(part.name())
                ? Optional.empty()
                : Optional.ofNullable(contexts.get(message.correlation()));
        context = context.isPresent() ? Optional.of(converter.latin(context.get())) : context;
        if (own.isPresent()) {
            part = converter.down(part, context, own.get());
            // The record as it was before it had to be in the new phase for the application inside.
            context = context.isPresent()
                    ? Optional.of(converter.down(context.get(), Optional.empty(), own.get()))
                    : context;
        }
        String to = isAcross ? transition.converterAddress() : message.to();
        byte[] payload = isAcross ? new Envelope(context, part).write() : part.bytes();
        return new Outgoing(
                to,
                message.channel(),
                part.type(),
                isAcross ? Kind.DATAGRAM : message.kind(),
                message.priority(),
                message.identification(),
                message.correlation(),
                payload);
    }

    /** Keeps the record of a movement, to go with later messages about it. */
    private void remember(Part part, List<Stored> records) {
        if (!RECORDS.contains(part.name())) {
            return;
        }
        try {
            String movement = Converter.movement(converter.modern(part));
            contexts.remove(movement);
            contexts.put(movement, part);
            records.add(new Stored(CONTEXT + movement, kept(part)));
            if (contexts.size() > CONTEXTS_MAX) {
                String oldest = contexts.keySet().iterator().next();
                contexts.remove(oldest);
                records.add(new Stored(CONTEXT + oldest, new byte[0]));
            }
        } catch (ConversionFailed e) {
            // Not a record; the application inside says what is wrong with it.
        }
    }

    private static byte[] kept(Part part) {
        return new Envelope(Optional.empty(), part).write();
    }

    @Override
    public void restore(Stored stored) {
        if (!stored.key().startsWith(CONTEXT)) {
            inside.restore(stored);
        } else if (!stored.isForgotten()) {
            try {
                contexts.put(
                        stored.key().substring(CONTEXT.length()),
                        Envelope.read(stored.value()).message());
            } catch (ConversionFailed e) {
                throw new IllegalArgumentException("record " + stored.key() + ": damaged; restore it or remove it", e);
            }
        }
    }
}
