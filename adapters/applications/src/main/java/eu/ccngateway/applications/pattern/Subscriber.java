package eu.ccngateway.applications.pattern;

import eu.ccngateway.applications.catalogue.MessageType;
import eu.ccngateway.applications.catalogue.Profile;
import eu.ccngateway.applications.conversation.Act;
import eu.ccngateway.applications.pattern.Turn.Letter;
import java.time.Instant;
import java.util.Map;

/**
 * A state's side of a broadcast: applies each change to its copy; where a change is missing, asks for the whole.
 *
 * <p>The act {@code ask} asks for the whole.
 */
public final class Subscriber extends PatternApplication {

    private static final String ENTRY = "e/";
    private static final String VERSION = "version";

    public Subscriber(Profile profile, Party party) {
        super(profile, party);
    }

    /** The version of the copy; 0 if there is none. */
    public int version() {
        return memory().get(VERSION)
                .map(it -> Integer.parseInt(it.getOrDefault("number", "0")))
                .orElse(0);
    }

    /** The copy, by reference. */
    public Map<String, Map<String, String>> entries() {
        return memory().under(ENTRY);
    }

    @Override
    void received(Form form, MessageType type, Turn turn) {
        int version = form.number("version").orElse(0);
        int previous = form.number("previous").orElse(0);
        if (version == 0 || form.rows().stream().anyMatch(row -> !row.containsKey("reference"))) {
            refuse(
                    form,
                    turn,
                    FORM_FAULT,
                    "version or reference: missing (expected: both, and a reference in each row)");
        } else if (version <= version()) {
            turn.change(label(version), party().country(), state(), state(), type.name() + " known already");
        } else if (type.hasDuty("change") && previous != version()) {
            turn.change(label(version), party().country(), state(), "GAP", type.name());
            ask(turn);
        } else {
            apply(form, type, version, turn);
        }
    }

    private void apply(Form form, MessageType type, int version, Turn turn) {
        String before = state();
        if (type.hasDuty("full")) {
            turn.forgetAll(ENTRY);
        }
        form.rows().forEach(row -> {
            String key = ENTRY + row.get("reference");
            if (row.containsKey("removed")) {
                turn.forget(key);
            } else {
                turn.remember(key, row);
            }
        });
        turn.remember(VERSION, Map.of("number", String.valueOf(version)));
        turn.change(label(version), party().country(), before, state(), type.name());
    }

    @Override
    Map<String, String> status(Instant now) {
        return Map.of(profile().code() + version(), entries().size() + " entries");
    }

    private String label(int version) {
        return profile().code() + " " + version;
    }

    private String state() {
        return "VERSION " + version();
    }

    private void ask(Turn turn) {
        String type = profile().duty("full-request").orElseThrow().name();
        Map<String, String> fields = Map.of("have", String.valueOf(version()));
        turn.send(new Letter(profile().address(Profile.CENTRE), type, "", fields));
    }

    @Override
    void act(Act act, Turn turn) {
        if (!act.name().equals("ask")) {
            throw unknownAct(act, "ask");
        }
        ask(turn);
    }
}
