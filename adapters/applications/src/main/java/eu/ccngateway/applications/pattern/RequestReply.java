package eu.ccngateway.applications.pattern;

import eu.ccngateway.applications.catalogue.MessageType;
import eu.ccngateway.applications.catalogue.MessageType.Trait;
import eu.ccngateway.applications.catalogue.Profile;
import eu.ccngateway.applications.conversation.Act;
import eu.ccngateway.applications.conversation.Kind;
import eu.ccngateway.applications.conversation.Reaction;
import eu.ccngateway.applications.pattern.Turn.Letter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One asks, another answers out of a register; some types change the register. Every request gets exactly one answer, and
 * one that gets none in time is noticed.
 *
 * <p>The act {@code send} sends a request, {@code enter} puts something into the own register.
 */
public final class RequestReply extends PatternApplication {

    private static final String REGISTER = "r/";
    private static final String OPEN = "q/";
    private static final Duration ANSWER_WITHIN = Duration.ofHours(1);

    public RequestReply(Profile profile, Party party) {
        super(profile, party);
    }

    @Override
    void received(Form form, MessageType type, Turn turn) {
        if (type.kind() == Kind.REPLY) {
            answered(form, type, turn);
            return;
        }
        Optional<String> reference = form.field("reference");
        if (reference.isEmpty()) {
            refuse(form, turn, FORM_FAULT, "reference: missing (expected: what is asked for or registered)");
            return;
        }
        String key = REGISTER + reference.get();
        Optional<Map<String, String>> known = memory().get(key);
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("reference", reference.get());
        if (type.is(Trait.WRITES)) {
            answer.put("result", known.isPresent() ? "changed" : "new");
            turn.remember(key, form.fields());
            turn.change(reference.get(), party().country(), known.isPresent() ? "KNOWN" : "NONE", "KNOWN", type.name());
        } else {
            answer.put("result", known.isPresent() ? "found" : "not found");
            known.ifPresent(answer::putAll);
        }
        if (!type.answers().isEmpty()) {
            turn.send(new Letter(form.sender(), type.answers().get(0), form.id(), answer));
        }
    }

    private void answered(Form form, MessageType type, Turn turn) {
        Optional<Map<String, String>> open = memory().get(OPEN + form.about());
        if (open.isEmpty()) {
            refuse(form, turn, UNKNOWN, "about: " + form.about() + " (expected: a request of ours that is open)");
            return;
        }
        turn.change(form.text("reference"), party().country(), "ASKED", "ANSWERED " + form.text("result"), type.name());
        turn.forget(OPEN + form.about());
    }

    @Override
    void refused(Form refusal, Turn turn) {
        if (memory().get(OPEN + refusal.about()).isPresent()) {
            turn.forget(OPEN + refusal.about());
        }
    }

    @Override
    void act(Act act, Turn turn) {
        Map<String, String> fields = contentOf(act);
        fields.putIfAbsent("reference", act.movement());
        if (fields.get("reference").isEmpty()) {
            fields.put("reference", profile().code() + party().identifications().get());
        }
        String reference = fields.get("reference");
        if (act.name().equals("enter")) {
            turn.remember(REGISTER + reference, fields);
        } else if (act.name().equals("send")) {
            MessageType type = typeIn(act);
            String id = turn.send(new Letter(partnerIn(act), type.name(), "", fields));
            Instant until = turn.now().plus(ANSWER_WITHIN);
            turn.remember(OPEN + id, Map.of("reference", reference, "until", until.toString()));
            turn.change(reference, party().country(), "NONE", "ASKED", type.name());
            turn.wakeAt(earliest().orElse(until));
        } else {
            throw unknownAct(act, "send or enter");
        }
        turn.made(reference);
    }

    @Override
    Map<String, String> status(Instant now) {
        return Map.of("register", memory().count(REGISTER) + " entries", "open", memory().count(OPEN) + " requests");
    }

    private Optional<Instant> earliest() {
        return memory().under(OPEN).values().stream()
                .map(request -> Instant.parse(request.getOrDefault("until", Instant.MAX.toString())))
                .min(Instant::compareTo);
    }

    @Override
    public Reaction tick(Instant now) {
        Turn turn = turn(now);
        memory().under(OPEN).forEach((id, request) -> {
            if (!now.isBefore(Instant.parse(request.getOrDefault("until", now.toString())))) {
                turn.change(request.getOrDefault("reference", ""), party().country(), "ASKED", "UNANSWERED", "timer");
                turn.forget(OPEN + id);
            }
        });
        earliest().ifPresent(turn::wakeAt);
        return turn.done();
    }
}
