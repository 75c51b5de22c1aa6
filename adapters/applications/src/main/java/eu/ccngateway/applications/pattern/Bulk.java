package eu.ccngateway.applications.pattern;

import eu.ccngateway.applications.catalogue.MessageType;
import eu.ccngateway.applications.catalogue.Profile;
import eu.ccngateway.applications.conversation.Act;
import eu.ccngateway.applications.conversation.Reaction;
import eu.ccngateway.applications.pattern.Turn.Letter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The side of a state: gathers records, and closes a batch of them at midnight, or when it is told to. The parts of a
 * batch are kept until the centre has confirmed the whole, so that a part that is missing there can be sent again.
 *
 * <p>The act {@code record} adds a record, {@code batch} closes the batch; with {@code generate=N} it adds N made-up
 * records first.
 */
public final class Bulk extends PatternApplication {

    static final int RECORDS_A_PART = 200;

    private static final int GENERATE_MAX = 1_000_000;
    private static final String OPEN = "o/";
    private static final String PART = "p/";
    private static final String BATCH = "b/";

    public Bulk(Profile profile, Party party) {
        super(profile, party);
    }

    @Override
    void act(Act act, Turn turn) {
        if (act.name().equals("record")) {
            add(contentOf(act), turn);
            turn.wakeAt(midnightAfter(turn.now()));
        } else if (act.name().equals("batch")) {
            List<Map<String, String>> rows =
                    new ArrayList<>(memory().under(OPEN).values());
            act.detail("generate").ifPresent(count -> rows.addAll(generated(act.movement(), number(count))));
            String name = act.movement().isEmpty()
                    ? LocalDate.ofInstant(turn.now(), ZoneOffset.UTC) + "-"
                            + party().identifications().get()
                    : act.movement();
            if (memory().get(BATCH + name).isPresent() || rows.isEmpty()) {
                throw new IllegalArgumentException(
                        "batch " + name + ": sent already or empty (expected: a new name, and records)");
            }
            close(name, rows, turn);
        } else {
            throw unknownAct(act, "record or batch");
        }
    }

    private static int number(String text) {
        if (text.matches("\\d{1,7}") && Integer.parseInt(text) <= GENERATE_MAX) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException("generate: " + text + " (expected: 1 to " + GENERATE_MAX + ")");
    }

    private void add(Map<String, String> row, Turn turn) {
        turn.remember(OPEN + party().identifications().get(), row);
    }

    /** Records of the shape trade data has; the same for the same batch, so that a run can be repeated. */
    private List<Map<String, String>> generated(String name, int count) {
        SplittableRandom random =
                new SplittableRandom(name.hashCode() * 31L + address().hashCode());
        List<Map<String, String>> rows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("declaration", party().country() + String.format("%014d", random.nextLong(100_000_000_000_000L)));
            row.put("commodity", String.format("%08d", random.nextInt(1_010_000, 97_060_000)));
            row.put("origin", "" + (char) ('A' + random.nextInt(26)) + (char) ('A' + random.nextInt(26)));
            row.put("value", random.nextInt(1, 1_000_000) + "." + random.nextInt(10, 100));
            row.put("mass", String.valueOf(random.nextInt(1, 50_000)));
            rows.add(row);
        }
        return rows;
    }

    private void close(String name, List<Map<String, String>> rows, Turn turn) {
        int parts = (rows.size() + RECORDS_A_PART - 1) / RECORDS_A_PART;
        List<String> digests = new ArrayList<>();
        List<byte[]> contents = new ArrayList<>();
        for (int part = 1; part <= parts; part++) {
            List<Map<String, String>> some =
                    rows.subList((part - 1) * RECORDS_A_PART, Math.min(rows.size(), part * RECORDS_A_PART));
            contents.add(Rows.toBytes(some));
            digests.add(Rows.digest(some));
        }
        String digest = Rows.digest(digests);
        for (int part = 1; part <= parts; part++) {
            Map<String, String> kept = new LinkedHashMap<>();
            kept.put("batch", name);
            kept.put("part", String.valueOf(part));
            kept.put("parts", String.valueOf(parts));
            kept.put("digest", digest);
            kept.put("rows", new String(contents.get(part - 1), java.nio.charset.StandardCharsets.UTF_8));
            turn.remember(PART + name + "/" + part, kept);
            sendPart(kept, turn);
        }
        turn.remember(BATCH + name, Map.of("state", "SENT", "parts", String.valueOf(parts), "digest", digest));
        turn.forgetAll(OPEN);
        turn.change(name, party().country(), "OPEN", "SENT " + parts, "batch");
        turn.made(name);
    }

    private void sendPart(Map<String, String> kept, Turn turn) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("reference", kept.getOrDefault("batch", ""));
        List.of("batch", "part", "parts", "digest").forEach(field -> fields.put(field, kept.getOrDefault(field, "")));
        String type = profile().duty("part").orElseThrow().name();
        turn.send(new Letter(
                profile().address(Profile.CENTRE), type, "", fields, Rows.of(kept.getOrDefault("rows", ""))));
    }

    @Override
    void received(Form form, MessageType type, Turn turn) {
        String name = form.text("batch");
        Optional<Map<String, String>> batch = memory().get(BATCH + name);
        if (batch.isEmpty()) {
            refuse(form, turn, UNKNOWN, "batch: " + name + " (expected: one that was sent from here)");
        } else if (type.hasDuty("resend")) {
            for (String part : form.text("missing").split(" ")) {
                memory().get(PART + name + "/" + part).ifPresent(kept -> sendPart(kept, turn));
            }
            turn.change(name, party().country(), "SENT", "SENT AGAIN " + form.text("missing"), type.name());
        } else if (type.hasDuty("receipt")) {
            boolean isWhole = form.text("digest").equals(batch.get().get("digest"));
            String state = isWhole ? "CONFIRMED" : "DIFFERS";
            turn.change(name, party().country(), batch.get().getOrDefault("state", ""), state, type.name());
            turn.remember(
                    BATCH + name, Map.of("state", state, "digest", batch.get().getOrDefault("digest", "")));
            if (isWhole) {
                turn.forgetAll(PART + name + "/");
            }
        } else {
            refuse(form, turn, RULE_FAULT, type.name() + " is not for a state");
        }
    }

    @Override
    public Reaction tick(Instant now) {
        Turn turn = turn(now);
        List<Map<String, String>> rows = List.copyOf(memory().under(OPEN).values());
        if (!rows.isEmpty()) {
            close(
                    LocalDate.ofInstant(now, ZoneOffset.UTC) + "-"
                            + party().identifications().get(),
                    rows,
                    turn);
        }
        return turn.done();
    }

    /** Of each batch, whether the centre has it; and how many records wait for the next one. */
    @Override
    Map<String, String> status(Instant now) {
        Map<String, String> status = new LinkedHashMap<>();
        status.put("open", memory().count(OPEN) + " records");
        memory().under(BATCH).forEach((name, batch) -> status.put(name, batch.getOrDefault("state", "")));
        return status;
    }

    private static Instant midnightAfter(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC)
                .plusDays(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }
}
