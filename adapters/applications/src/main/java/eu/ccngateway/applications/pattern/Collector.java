package eu.ccngateway.applications.pattern;

import eu.ccngateway.applications.catalogue.MessageType;
import eu.ccngateway.applications.catalogue.Profile;
import eu.ccngateway.applications.conversation.Act;
import eu.ccngateway.applications.conversation.Reaction;
import eu.ccngateway.applications.pattern.Turn.Letter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The centre's side of national batches: takes parts in any order, asks again for those that are missing, and confirms a
 * batch once it is whole and its digest is right. A batch that comes a second time is confirmed again and counted once.
 */
public final class Collector extends PatternApplication {

    private static final String BATCH = "c/";
    private static final String PART = "d/";
    private static final Duration WAIT = Duration.ofMinutes(10);
    private static final int PARTS_MAX = 10_000;
    private static final int MISSING_MAX = 500;

    public Collector(Profile profile, Party party) {
        super(profile, party);
    }

    @Override
    void received(Form form, MessageType type, Turn turn) {
        int part = form.number("part").orElse(0);
        int parts = form.number("parts").orElse(0);
        String batch = form.text("batch");
        if (!type.hasDuty("part") || batch.isEmpty() || part < 1 || part > parts || parts > PARTS_MAX) {
            refuse(
                    form,
                    turn,
                    RULE_FAULT,
                    "part " + part + " of " + parts + " (expected: a part of 1 to " + PARTS_MAX
                            + " with the name of its batch)");
            return;
        }
        String key = form.sender() + "/" + batch;
        Optional<Map<String, String>> known = memory().get(BATCH + key);
        if (known.filter(it -> it.getOrDefault("state", "").equals("WHOLE")).isPresent()) {
            receipt(form.sender(), known.get(), turn);
            return;
        }
        String digest = Rows.digest(form.rows());
        Optional<Map<String, String>> before = memory().get(PART + key + "/" + part);
        if (before.isPresent() && !digest.equals(before.get().get("digest"))) {
            refuse(form, turn, DUPLICATE, "part " + part + " of " + batch + " came before with other content");
            return;
        }
        Map<String, String> counted = new LinkedHashMap<>();
        counted.put("digest", digest);
        counted.put("records", String.valueOf(form.rows().size()));
        turn.remember(PART + key + "/" + part, counted);
        check(form, key, parts, turn);
    }

    private void check(Form form, String key, int parts, Turn turn) {
        Map<String, String> batch = new LinkedHashMap<>();
        batch.put("batch", form.text("batch"));
        batch.put("sender", form.sender());
        batch.put("parts", String.valueOf(parts));
        batch.put("digest", form.text("digest"));
        batch.put("state", "OPEN");
        batch.put("asked", turn.now().plus(WAIT).toString());
        List<Integer> missing = missing(key, parts);
        if (missing.isEmpty()) {
            whole(key, batch, turn);
            return;
        }
        turn.remember(BATCH + key, batch);
        if (form.number("part").orElse(0) == parts) {
            ask(key, batch, turn);
        }
        turn.wakeAt(turn.now().plus(WAIT));
    }

    private void whole(String key, Map<String, String> batch, Turn turn) {
        int records = 0;
        List<String> digests = new ArrayList<>();
        int parts = Integer.parseInt(batch.getOrDefault("parts", ""));
        for (int part = 1; part <= parts; part++) {
            Map<String, String> counted = memory().get(PART + key + "/" + part).orElseThrow();
            digests.add(counted.getOrDefault("digest", ""));
            records += Integer.parseInt(counted.getOrDefault("records", "0"));
        }
        batch.put("state", "WHOLE");
        batch.put("digest", Rows.digest(digests));
        batch.put("records", String.valueOf(records));
        turn.remember(BATCH + key, batch);
        turn.forgetAll(PART + key + "/");
        turn.change(batch.getOrDefault("batch", ""), "EC", "OPEN", "WHOLE " + records, "part");
        receipt(batch.getOrDefault("sender", ""), batch, turn);
    }

    private void receipt(String to, Map<String, String> batch, Turn turn) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("reference", batch.getOrDefault("batch", ""));
        List.of("batch", "records", "digest").forEach(field -> fields.put(field, batch.getOrDefault(field, "")));
        turn.send(new Letter(to, profile().duty("receipt").orElseThrow().name(), "", fields));
    }

    private List<Integer> missing(String key, int parts) {
        List<Integer> missing = new ArrayList<>();
        for (int part = 1; part <= parts && missing.size() < MISSING_MAX; part++) {
            if (memory().get(PART + key + "/" + part).isEmpty()) {
                missing.add(part);
            }
        }
        return missing;
    }

    private void ask(String key, Map<String, String> batch, Turn turn) {
        List<Integer> missing = missing(key, Integer.parseInt(batch.getOrDefault("parts", "")));
        String numbers = String.join(" ", missing.stream().map(String::valueOf).toList());
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("reference", batch.getOrDefault("batch", ""));
        fields.put("batch", batch.getOrDefault("batch", ""));
        fields.put("missing", numbers);
        turn.send(new Letter(
                batch.getOrDefault("sender", ""),
                profile().duty("resend").orElseThrow().name(),
                "",
                fields));
        turn.change(batch.getOrDefault("batch", ""), "EC", "OPEN", "MISSING " + numbers, "gap");
    }

    @Override
    public Reaction tick(Instant now) {
        Turn turn = turn(now);
        memory().under(BATCH).forEach((key, batch) -> {
            boolean isOpen = batch.getOrDefault("state", "").equals("OPEN");
            if (isOpen && !now.isBefore(Instant.parse(batch.getOrDefault("asked", now.toString())))) {
                ask(key, batch, turn);
                Map<String, String> later = new LinkedHashMap<>(batch);
                later.put("asked", now.plus(WAIT).toString());
                turn.remember(BATCH + key, later);
            }
        });
        memory().under(BATCH).values().stream()
                .filter(batch -> batch.getOrDefault("state", "").equals("OPEN"))
                .map(batch -> Instant.parse(batch.getOrDefault("asked", now.toString())))
                .min(Instant::compareTo)
                .ifPresent(turn::wakeAt);
        return turn.done();
    }

    /** Of each batch, whether it is whole. */
    @Override
    Map<String, String> status(Instant now) {
        Map<String, String> status = new LinkedHashMap<>();
        memory().under(BATCH)
                .forEach((key, batch) ->
                        status.put(key, batch.getOrDefault("state", "") + " " + batch.getOrDefault("records", "")));
        return status;
    }

    @Override
    void act(Act act, Turn turn) {
        throw unknownAct(act, "none; the centre only takes batches");
    }
}
