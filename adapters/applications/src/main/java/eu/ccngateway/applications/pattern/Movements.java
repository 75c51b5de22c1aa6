package eu.ccngateway.applications.pattern;

import eu.ccngateway.applications.catalogue.MessageType;
import eu.ccngateway.applications.catalogue.MessageType.Trait;
import eu.ccngateway.applications.catalogue.Profile;
import eu.ccngateway.applications.conversation.Act;
import eu.ccngateway.applications.pattern.Turn.Letter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A conversation about a movement whose order is in the profile: which type opens it, what must have come before each, and
 * what a receiver sends back by itself. What is out of order is refused with 92, what is unknown with 90.
 *
 * <p>The act {@code send} sends a type of the profile; without a movement it makes one.
 */
public final class Movements extends PatternApplication {

    private static final String PREFIX = "m/";
    private static final String SEEN = "seen";
    private static final String STATE = "state";

    public Movements(Profile profile, Party party) {
        super(profile, party);
    }

    @Override
    void received(Form form, MessageType type, Turn turn) {
        Optional<String> reference = form.field("reference");
        if (reference.isEmpty()) {
            refuse(form, turn, FORM_FAULT, "reference: missing (expected: the number of the movement)");
            return;
        }
        Optional<Map<String, String>> known = memory().get(PREFIX + reference.get());
        Optional<String> fault = fault(type, known);
        if (fault.isPresent()) {
            refuse(form, turn, fault.get(), type.name() + " in state " + state(known));
            return;
        }
        note(reference.get(), type, form.sender(), turn);
        for (String answer : type.then()) {
            send(answer, form, turn);
        }
    }

    private void send(String answer, Form form, Turn turn) {
        MessageType type = profile().type(answer).orElseThrow();
        Map<String, String> fields = new LinkedHashMap<>(form.fields());
        fields.put("result", "accepted");
        turn.send(new Letter(form.sender(), answer, form.id(), fields));
        note(form.text("reference"), type, form.sender(), turn);
    }

    /** The code of the refusal, where the state does not allow the type. */
    private static Optional<String> fault(MessageType type, Optional<Map<String, String>> known) {
        if (type.is(Trait.OPENS)) {
            return known.isPresent() ? Optional.of(DUPLICATE) : Optional.empty();
        }
        if (known.isEmpty()) {
            return Optional.of(UNKNOWN);
        }
        List<String> seen = List.of(known.get().getOrDefault(SEEN, "").split(" "));
        boolean isInOrder = !seen.contains(type.name())
                && (type.after().isEmpty() || type.after().stream().anyMatch(seen::contains));
        return isInOrder ? Optional.empty() : Optional.of(OUT_OF_SEQUENCE);
    }

    private static String state(Optional<Map<String, String>> known) {
        return known.map(movement -> movement.getOrDefault(STATE, "")).orElse("NONE");
    }

    private void note(String reference, MessageType type, String partner, Turn turn) {
        Optional<Map<String, String>> known = memory().get(PREFIX + reference);
        List<String> seen = new ArrayList<>(
                known.map(movement -> List.of(movement.getOrDefault(SEEN, "").split(" ")))
                        .orElse(List.of()));
        seen.add(type.name());
        turn.change(reference, party().country(), state(known), type.name(), type.name());
        turn.remember(PREFIX + reference, Map.of(STATE, type.name(), SEEN, String.join(" ", seen), "partner", partner));
    }

    @Override
    void act(Act act, Turn turn) {
        if (!act.name().equals("send")) {
            throw unknownAct(act, "send");
        }
        MessageType type = typeIn(act);
        String reference = act.movement();
        if (reference.isEmpty()) {
            reference = profile().code() + party().identifications().get();
        }
        Optional<Map<String, String>> known = memory().get(PREFIX + reference);
        Optional<String> fault = fault(type, known);
        if (fault.isPresent()) {
            throw new IllegalArgumentException(type.name() + ": not in state " + state(known) + " of " + reference
                    + " (code " + fault.get() + "; expected: "
                    + (type.is(Trait.OPENS) ? "a new movement" : "after " + type.after())
                    + ")");
        }
        String to = act.detail("to").isEmpty() && known.isPresent()
                ? known.get().getOrDefault("partner", "")
                : partnerIn(act);
        Map<String, String> fields = contentOf(act);
        fields.put("reference", reference);
        turn.send(new Letter(to, type.name(), "", fields));
        note(reference, type, to, turn);
        turn.made(reference);
    }
}
