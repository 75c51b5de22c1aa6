package eu.ccngateway.applications.pattern;

import eu.ccngateway.applications.catalogue.MessageType;
import eu.ccngateway.applications.catalogue.Profile;
import eu.ccngateway.applications.conversation.Act;
import eu.ccngateway.applications.conversation.Reaction;
import eu.ccngateway.applications.pattern.Turn.Letter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The centre's side of a broadcast: keeps a set of entries with a version, sends each change to every state, answers
 * requests for the whole, and knows of every receiver which version it has been handed.
 *
 * <p>The act {@code enter} puts an entry into the next change, {@code remove} takes one out, {@code publish} sends it at
 * once; otherwise it goes at midnight. What the set holds at first goes when the application begins.
 */
public final class Publisher extends PatternApplication implements HearsReports {

    private static final String ENTRY = "e/";
    private static final String PENDING = "n/";
    private static final String RECEIPT = "x/";
    private static final String VERSION = "version";
    private static final String DUE = "due";
    private static final String REMOVED = "removed";
    private static final int ENTRIES_MAX = Form.ROWS_MAX;

    private final List<Map<String, String>> initial;

    /** @param initial what the set holds in version 1; each entry has a {@code reference} */
    public Publisher(Profile profile, Party party, List<Map<String, String>> initial) {
        super(profile, party);
        this.initial = List.copyOf(initial);
    }

    /** The version that was published last; 0 if none was. */
    public int version() {
        return memory().get(VERSION)
                .map(it -> Integer.parseInt(it.getOrDefault("number", "0")))
                .orElse(0);
    }

    @Override
    void act(Act act, Turn turn) {
        if (act.name().equals("publish")) {
            publish(turn);
            turn.made(String.valueOf(version()));
            return;
        }
        if (!act.name().equals("enter") && !act.name().equals("remove")) {
            throw unknownAct(act, "enter, remove or publish");
        }
        Map<String, String> entry = contentOf(act);
        entry.put("reference", act.movement().isEmpty() ? act.need("reference") : act.movement());
        if (memory().count(ENTRY) + memory().count(PENDING) >= ENTRIES_MAX) {
            throw new IllegalArgumentException("entries: " + ENTRIES_MAX + " (expected: no more than that)");
        }
        if (act.name().equals("remove")) {
            entry.put(REMOVED, "true");
        }
        turn.remember(PENDING + entry.get("reference"), entry);
        if (memory().get(DUE).isEmpty()) {
            Instant midnight = LocalDate.ofInstant(turn.now(), ZoneOffset.UTC)
                    .plusDays(1)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant();
            turn.remember(DUE, Map.of("at", midnight.toString()));
            turn.wakeAt(midnight);
        }
        turn.made(entry.get("reference"));
    }

    private void publish(Turn turn) {
        if (version() == 0) {
            initial.forEach(entry -> turn.remember(PENDING + entry.get("reference"), entry));
        }
        int version = version() + 1;
        List<Map<String, String>> rows = List.copyOf(memory().under(PENDING).values());
        rows.forEach(row -> {
            String key = ENTRY + row.get("reference");
            if (row.containsKey(REMOVED)) {
                turn.forget(key);
            } else {
                turn.remember(key, row);
            }
        });
        turn.forgetAll(PENDING);
        turn.forget(DUE);
        turn.remember(VERSION, Map.of("number", String.valueOf(version)));
        String type = profile().duty("change").orElseThrow().name();
        for (String partner : party().partners()) {
            String id = turn.send(new Letter(partner, type, "", header(version, version - 1), rows));
            turn.remember(RECEIPT + version + "/" + partner, Map.of("state", "SENT", "id", id));
        }
        turn.forgetAll(RECEIPT + (version - 10) + "/");
        turn.change(
                profile().code() + " " + version, "EC", "VERSION " + (version - 1), "VERSION " + version, "publish");
    }

    @Override
    public Reaction tick(Instant now) {
        Turn turn = turn(now);
        Optional<Instant> due = memory().get(DUE).map(it -> Instant.parse(it.getOrDefault("at", now.toString())));
        if (version() == 0 && !initial.isEmpty()
                || due.filter(at -> !at.isAfter(now)).isPresent()) {
            publish(turn);
        } else {
            due.ifPresent(turn::wakeAt);
        }
        return turn.done();
    }

    private Map<String, String> header(int version, int previous) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("reference", profile().code() + version);
        fields.put("version", String.valueOf(version));
        fields.put("previous", String.valueOf(previous));
        return fields;
    }

    @Override
    void received(Form form, MessageType type, Turn turn) {
        if (!type.hasDuty("full-request")) {
            refuse(form, turn, RULE_FAULT, type.name() + " is not for the centre");
            return;
        }
        String full = profile().duty("full").orElseThrow().name();
        List<Map<String, String>> rows = List.copyOf(memory().under(ENTRY).values());
        String id = turn.send(new Letter(form.sender(), full, form.id(), header(version(), 0), rows));
        turn.remember(RECEIPT + version() + "/" + form.sender(), Map.of("state", "SENT", "id", id));
        turn.change(profile().code() + " " + version(), "EC", "ASKED", "FULL TO " + form.sender(), type.name());
    }

    @Override
    public Reaction reported(String identification, String to, Fate fate, Instant now) {
        Turn turn = turn(now);
        memory().under(RECEIPT).forEach((key, receipt) -> {
            if (identification.equals(receipt.get("id"))
                    && !receipt.getOrDefault("state", "").equals("DELIVERED")) {
                turn.remember(RECEIPT + key, Map.of("state", fate.name(), "id", identification));
                String version = key.substring(0, key.indexOf('/'));
                turn.change(
                        profile().code() + " " + version,
                        "EC",
                        receipt.getOrDefault("state", ""),
                        fate.name() + " " + key.substring(key.indexOf('/') + 1),
                        "report");
            }
        });
        return turn.done();
    }

    /** What is known of each receiver of a version: its state, by address. */
    public Map<String, String> receipts(int version) {
        Map<String, String> states = new TreeMap<>();
        memory().under(RECEIPT + version + "/")
                .forEach((partner, receipt) -> states.put(partner, receipt.getOrDefault("state", "")));
        return states;
    }

    /** Who has the version that was published last. */
    @Override
    Map<String, String> status(Instant now) {
        Map<String, String> status = new TreeMap<>();
        receipts(version())
                .forEach((partner, state) -> status.put(profile().code() + version() + "/" + partner, state));
        return status;
    }

    /** The entries of the version that was published last, by reference. */
    public Map<String, Map<String, String>> entries() {
        return memory().under(ENTRY);
    }
}
