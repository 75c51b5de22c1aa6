package eu.ccngateway.applications.pattern;

import eu.ccngateway.applications.catalogue.MessageType;
import eu.ccngateway.applications.catalogue.Profile;
import eu.ccngateway.applications.conversation.Act;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Carries forms across a border, under the sender's name and with the named fields only. Each partner beyond it is open
 * or closed: what is for a closed one waits, in order, and how long it was closed is counted. Which network a partner is
 * in, with its own trust anchors, is the runtime's business.
 *
 * <p>The acts {@code close} and {@code open} do that to the partner country they name.
 */
public final class Bridge extends PatternApplication {

    private static final String HELD = "h/";
    private static final String CLOCK = "clock/";
    private static final String COUNT = "count/";
    private static final int HELD_MAX = 10_000;

    public Bridge(Profile profile, Party party) {
        super(profile, party);
    }

    @Override
    boolean isFor(Form form) {
        return true;
    }

    @Override
    void received(Form form, MessageType type, Turn turn) {
        String to = country(form.recipient());
        boolean isOut = type.to().equals("third");
        String partner = isOut ? to : country(form.sender());
        if (!profile().countries().contains(partner)) {
            refuse(
                    form,
                    turn,
                    RULE_FAULT,
                    "partner: " + partner + " (expected: one of " + profile().countries() + ")");
            return;
        }
        if (isOut == profile().countries().contains(country(form.sender()))
                || form.recipient().equals(address())) {
            refuse(
                    form,
                    turn,
                    RULE_FAULT,
                    type.name() + " from " + form.sender() + " to " + form.recipient() + " (expected: " + type.from()
                            + " to " + type.to() + ")");
            return;
        }
        Form filtered = filtered(form, type);
        count(partner, isOut ? "out" : "in", 1, turn);
        int dropped = form.fields().size() - filtered.fields().size();
        if (dropped > 0) {
            count(partner, "fieldsDropped", dropped, turn);
        }
        if (isClosed(partner) && isOut) {
            hold(partner, filtered, form, turn);
        } else {
            pass(filtered, turn);
        }
    }

    /** Only what may cross: fields and rows lose everything that the profile does not name. */
    private static Form filtered(Form form, MessageType type) {
        Map<String, String> fields = new LinkedHashMap<>(form.fields());
        fields.keySet().retainAll(type.passes());
        return new Form(
                form.application(),
                form.type(),
                form.sender(),
                form.recipient(),
                form.id(),
                form.about(),
                form.at(),
                fields,
                Form.only(form.rows(), type.passes()));
    }

    private void pass(Form form, Turn turn) {
        turn.add(form, form.recipient(), profile().priority());
        turn.change(form.text("reference"), "EC", "AT THE BORDER", "PASSED TO " + form.recipient(), form.type());
    }

    private void hold(String partner, Form filtered, Form form, Turn turn) {
        if (memory().count(HELD) >= HELD_MAX) {
            refuse(form, turn, RULE_FAULT, HELD_MAX + " messages wait for closed partners; try again later");
            return;
        }
        String xml = new String(filtered.toXml(), java.nio.charset.StandardCharsets.UTF_8);
        turn.remember(HELD + partner + "/" + party().identifications().get(), Map.of("form", xml));
        turn.change(form.text("reference"), "EC", "AT THE BORDER", "HELD FOR " + partner, form.type());
    }

    private boolean isClosed(String partner) {
        return memory().get(CLOCK + partner)
                .map(clock -> clock.containsKey("closedAt"))
                .orElse(false);
    }

    private void count(String partner, String what, int by, Turn turn) {
        Map<String, String> counts =
                new LinkedHashMap<>(memory().get(COUNT + partner).orElse(Map.of()));
        counts.merge(what, String.valueOf(by), (a, b) -> String.valueOf(Long.parseLong(a) + Long.parseLong(b)));
        turn.remember(COUNT + partner, counts);
    }

    @Override
    void act(Act act, Turn turn) {
        String partner = act.need("partner");
        if (!profile().countries().contains(partner)) {
            throw new IllegalArgumentException(
                    "partner: " + partner + " (expected: one of " + profile().countries() + ")");
        }
        Map<String, String> clock =
                new LinkedHashMap<>(memory().get(CLOCK + partner).orElse(Map.of()));
        if (act.name().equals("close")) {
            clock.putIfAbsent("closedAt", turn.now().toString());
            turn.change(partner, "EC", "OPEN", "CLOSED", "act");
        } else if (act.name().equals("open")) {
            if (clock.remove("closedAt") != null) {
                clock.put("closedSeconds", String.valueOf(closedSeconds(partner, turn.now())));
            }
            turn.change(partner, "EC", "CLOSED", "OPEN", "act");
        } else {
            throw unknownAct(act, "close or open");
        }
        turn.remember(CLOCK + partner, clock);
        if (!isClosed(partner)) {
            release(partner, turn);
        }
    }

    private void release(String partner, Turn turn) {
        memory().under(HELD + partner + "/").forEach((id, held) -> {
            try {
                pass(Form.read(held.getOrDefault("form", "").getBytes(java.nio.charset.StandardCharsets.UTF_8)), turn);
            } catch (FormInvalid e) {
                throw new IllegalStateException("a form that was kept cannot be read", e);
            }
        });
        turn.forgetAll(HELD + partner + "/");
    }

    /** Of each partner, the counters, and how long it has been closed up to now. */
    @Override
    Map<String, String> status(Instant now) {
        Map<String, String> status = new TreeMap<>();
        profile().countries().forEach(partner -> {
            Map<String, String> counts =
                    new TreeMap<>(memory().get(COUNT + partner).orElse(Map.of()));
            counts.put("closedSeconds", String.valueOf(closedSeconds(partner, now)));
            counts.put("held", String.valueOf(memory().count(HELD + partner + "/")));
            status.put(partner, (isClosed(partner) ? "CLOSED " : "OPEN ") + counts);
        });
        return status;
    }

    private long closedSeconds(String partner, Instant now) {
        Map<String, String> clock = memory().get(CLOCK + partner).orElse(Map.of());
        long before = Long.parseLong(clock.getOrDefault("closedSeconds", "0"));
        return Optional.ofNullable(clock.get("closedAt"))
                .map(at -> before
                        + Math.max(0, Duration.between(Instant.parse(at), now).toSeconds()))
                .orElse(before);
    }

    /** What crossed and for how long the border was closed, by partner: in, out, fieldsDropped, closedSeconds. */
    public Map<String, Map<String, String>> counters() {
        Map<String, Map<String, String>> counters = new TreeMap<>();
        memory().under(COUNT).forEach((partner, counts) -> counters.put(partner, new TreeMap<>(counts)));
        memory().under(CLOCK)
                .forEach((partner, clock) -> counters.computeIfAbsent(partner, it -> new TreeMap<>())
                        .put("closedSeconds", clock.getOrDefault("closedSeconds", "0")));
        return counters;
    }
}
