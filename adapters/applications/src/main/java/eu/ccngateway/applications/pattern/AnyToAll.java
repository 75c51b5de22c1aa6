package eu.ccngateway.applications.pattern;

import eu.ccngateway.applications.catalogue.MessageType;
import eu.ccngateway.applications.catalogue.Profile;
import eu.ccngateway.applications.conversation.Act;
import eu.ccngateway.applications.conversation.Reaction;
import eu.ccngateway.applications.pattern.Turn.Letter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Anyone tells all others, who answer with an evaluation. The sender knows of each receiver whether the form has arrived,
 * was taken, and was evaluated. In a crisis the form goes at priority 9.
 *
 * <p>The act {@code alert} sends a form to all; with {@code crisis=true} as a crisis. {@code feedback} evaluates a form
 * that came; unless the profile of the receiver waits for an officer, it says {@code noted} by itself.
 */
public final class AnyToAll extends PatternApplication implements HearsReports {

    private static final int CRISIS_PRIORITY = 9;
    private static final String ALERT = "a/";
    private static final String RECEIPT = "x/";
    private static final String CAME = "f/";

    public AnyToAll(Profile profile, Party party) {
        super(profile, party);
    }

    @Override
    void act(Act act, Turn turn) {
        if (act.name().equals("feedback")) {
            Map<String, String> came = memory().get(CAME + act.movement())
                    .orElseThrow(() ->
                            new IllegalArgumentException("form " + act.movement() + " (expected: one that came here)"));
            feedback(
                    came.getOrDefault("sender", ""),
                    came.getOrDefault("id", ""),
                    act.movement(),
                    act.need("evaluation"),
                    turn);
            return;
        }
        if (!act.name().equals("alert")) {
            throw unknownAct(act, "alert or feedback");
        }
        boolean isCrisis = act.detail("crisis").filter("true"::equals).isPresent();
        MessageType type = profile()
                .duty(isCrisis ? "crisis" : "form")
                .orElseThrow(() -> new IllegalArgumentException(profile().code() + " has no type for this"));
        Map<String, String> fields = contentOf(act);
        fields.remove("crisis");
        String reference = act.movement().isEmpty()
                ? profile().code() + party().identifications().get()
                : act.movement();
        fields.put("reference", reference);
        fields.putIfAbsent("category", "general");
        turn.remember(
                ALERT + reference, Map.of("category", fields.get("category"), "crisis", String.valueOf(isCrisis)));
        for (String partner : party().partners()) {
            String id = turn.send(
                    new Letter(partner, type.name(), "", fields),
                    partner,
                    isCrisis ? CRISIS_PRIORITY : profile().priority());
            turn.remember(RECEIPT + reference + "/" + partner, Map.of("state", "SENT", "id", id));
        }
        turn.change(
                reference,
                party().country(),
                "NONE",
                "SENT TO " + party().partners().size(),
                type.name());
        turn.made(reference);
    }

    @Override
    void received(Form form, MessageType type, Turn turn) {
        String reference = form.text("reference");
        if (reference.isEmpty()) {
            refuse(form, turn, FORM_FAULT, "reference: missing (expected: the number of the form)");
        } else if (type.hasDuty("feedback")) {
            evaluated(form, reference, type, turn);
        } else {
            String state = type.hasDuty("crisis") ? "CRISIS" : "KNOWN";
            turn.remember(
                    CAME + reference,
                    Map.of("sender", form.sender(), "id", form.id(), "category", form.text("category")));
            turn.change(reference, party().country(), "NONE", state, type.name());
            feedback(form.sender(), form.id(), reference, "noted", turn);
        }
    }

    private void feedback(String to, String about, String reference, String evaluation, Turn turn) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("reference", reference);
        fields.put("evaluation", evaluation);
        turn.send(new Letter(to, profile().duty("feedback").orElseThrow().name(), about, fields));
    }

    private void evaluated(Form form, String reference, MessageType type, Turn turn) {
        String key = RECEIPT + reference + "/" + form.sender();
        Optional<Map<String, String>> receipt = memory().get(key);
        if (receipt.isEmpty()) {
            refuse(form, turn, UNKNOWN, "reference: " + reference + " (expected: a form that was sent to you)");
            return;
        }
        Map<String, String> now = new LinkedHashMap<>(receipt.get());
        now.put("state", "EVALUATED");
        now.put("evaluation", form.text("evaluation"));
        turn.remember(key, now);
        turn.change(reference, party().country(), "SENT", form.sender() + " " + form.text("evaluation"), type.name());
    }

    @Override
    public Reaction reported(String identification, String to, Fate fate, Instant now) {
        Turn turn = turn(now);
        memory().under(RECEIPT).forEach((key, receipt) -> {
            boolean isOpen = !receipt.getOrDefault("state", "").equals("EVALUATED");
            if (identification.equals(receipt.get("id")) && isOpen) {
                turn.remember(RECEIPT + key, Map.of("state", fate.name(), "id", identification));
            }
        });
        return turn.done();
    }

    /** What is known of each receiver of a form: its state, by address. */
    public Map<String, String> receipts(String reference) {
        Map<String, String> states = new TreeMap<>();
        memory().under(RECEIPT + reference + "/")
                .forEach((partner, receipt) -> states.put(partner, receipt.getOrDefault("state", "")));
        return states;
    }

    /** Who has not evaluated a form yet. */
    public List<String> openFeedback(String reference) {
        return receipts(reference).entrySet().stream()
                .filter(receipt -> !receipt.getValue().equals("EVALUATED"))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Of each form that was sent from here, what became of it at each receiver. */
    @Override
    Map<String, String> status(Instant now) {
        Map<String, String> status = new TreeMap<>();
        memory().under(RECEIPT).forEach((key, receipt) -> status.put(key, receipt.getOrDefault("state", "")));
        return status;
    }

    /** Forms by category: those that were sent from here and those that came. */
    public Map<String, Integer> byCategory() {
        Map<String, Integer> counts = new TreeMap<>();
        memory().under(ALERT)
                .values()
                .forEach(form -> counts.merge(form.getOrDefault("category", ""), 1, Integer::sum));
        memory().under(CAME).values().forEach(form -> counts.merge(form.getOrDefault("category", ""), 1, Integer::sum));
        return counts;
    }
}
