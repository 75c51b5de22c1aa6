package eu.ccngateway.applications.ncts;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.applications.conversation.Act;
import eu.ccngateway.applications.conversation.Change;
import eu.ccngateway.applications.conversation.Outgoing;
import eu.ccngateway.applications.conversation.Reaction;
import eu.ccngateway.applications.identifier.Correlation;
import eu.ccngateway.applications.movement.Bench;
import eu.ccngateway.applications.movement.MessageSet;
import eu.ccngateway.applications.movement.OfficialSchema;
import eu.ccngateway.applications.movement.Table;
import eu.ccngateway.applications.movement.TableWalk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Throws anything at some applications, in any order, and looks at what must hold whatever comes. */
class RandomSequencesTest {

    private static final int STEPS = 6_000;

    private record Payload(String name, String sender, byte[] bytes) {}

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final Situations situations = new Situations(random);
    private final List<String> names = List.copyOf(situations.messages().names());
    private final Map<String, Bench> benches = new LinkedHashMap<>();
    private final List<String> movements = new ArrayList<>();
    private final List<Payload> earlier = new ArrayList<>();
    private final Set<String> lines;
    private Instant now = Situations.NOW;
    private int refusals;
    private int changes;

    RandomSequencesTest() {
        for (String country : List.of("BE", "DE", "CH", "AT")) {
            benches.put("NTA." + country, new Bench(Ncts.application(country, random), situations.protocol()));
        }
        movements.addAll(List.of(situations.mrn(), "26BEAAAAAAAAAAAAJ0", "99IT9876AB88901209"));
        lines = Table.parse(MessageSet.lines("ncts/tables.txt")).stream()
                .flatMap(table -> table.rows().stream().map(row -> table.role() + " " + row.from() + " " + row.to()))
                .collect(Collectors.toSet());
    }

    @Test
    void nothingEscapesNothingIsRefusedTwiceAndNoStateIsOutsideTheTables() {
        OfficialSchema schema = OfficialSchema.of("ncts-p5-51.8", "CD.*\\.xsd", "http://ncts.dgtaxud.ec");
        for (int i = 0; i < STEPS; i++) {
            String address = pick(List.copyOf(benches.keySet()));
            Bench bench = benches.get(address);
            Reaction reaction = step(bench);
            String what = "seed " + seed + ", step " + i;
            List<Outgoing> outgoing = new ArrayList<>(reaction.outgoing());
            refusals += TableWalk.refusals(reaction).size();
            for (int depth = 0; depth < 20 && !outgoing.isEmpty(); depth++) {
                outgoing = check(schema, what, address, outgoing);
            }
            reaction.changes().forEach(change -> checkChange(what, change));
        }
        assertThat(refusals).as("seed %d", seed).isGreaterThan(STEPS / 5);
        assertThat(changes).as("seed %d", seed).isGreaterThan(STEPS / 50);
    }

    /** Looks at what was sent, and delivers most of it. */
    private List<Outgoing> check(OfficialSchema schema, String what, String from, List<Outgoing> outgoing) {
        List<Outgoing> next = new ArrayList<>();
        for (Outgoing message : outgoing) {
            if (random.nextInt(4) == 0) {
                assertThat(schema.fault(message.payload()))
                        .as(what + " " + message.name())
                        .isEmpty();
            }
            earlier.add(new Payload(message.name(), from, message.payload()));
            Bench to = benches.get(message.to());
            if (to != null && random.nextInt(5) > 0) {
                Reaction reaction = to.receive(message.name(), message.payload(), from, now);
                checkRefusals(what, message.name(), reaction);
                reaction.changes().forEach(change -> checkChange(what, change));
                next.addAll(reaction.outgoing());
            }
        }
        return next;
    }

    private Reaction step(Bench bench) {
        int kind = random.nextInt(100);
        if (kind < 35) {
            String name = pick(names);
            String correlation = Correlation.of(name) == Correlation.REQUIRED || random.nextInt(5) == 0 ? "some" : "";
            Reaction reaction = bench.receive(
                    situations.anyMessage(name, pick(movements)), pick(List.of("NTA.FR", "NTA.BE")), correlation, now);
            checkRefusals("seed " + seed, name, reaction);
            return reaction;
        }
        if (kind < 65 && !earlier.isEmpty()) {
            Payload again = pick(earlier);
            byte[] bytes = again.bytes.clone();
            for (int hits = random.nextInt(3); hits > 0; hits--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Reaction reaction = bench.receive(again.name, bytes, again.sender, now);
            checkRefusals("seed " + seed, again.name, reaction);
            return reaction;
        }
        if (kind < 95) {
            return act(bench);
        }
        now = now.plus(Duration.ofHours(random.nextInt(400)));
        return bench.engine().tick(now);
    }

    private Reaction act(Bench bench) {
        String country = bench.engine().address().substring(4);
        String mrn = random.nextInt(12) == 0 ? "" : pick(movements);
        List<String> acts = List.copyOf(bench.engine().acts(mrn));
        String name = pick(acts);
        Map<String, String> details = Situations.detailsIn(name, country);
        if (name.equals("dispatch") || name.equals("declare")) {
            details.put("destination", pick(List.of("DE000002", "CH000002", "AT000002")));
            details.put("transit", "CH000003");
        }
        try {
            Reaction reaction = bench.act(new Act(name, mrn, details), now);
            reaction.made()
                    .filter(made -> mrn.isEmpty() && movements.size() < 40)
                    .ifPresent(movements::add);
            return reaction;
        } catch (IllegalArgumentException e) {
            return new Reaction(
                    List.of(), List.of(), List.of(), java.util.Optional.empty(), java.util.Optional.empty());
        }
    }

    /** A refused message gets one answer, and refusals are not answered with their like. */
    private void checkRefusals(String what, String name, Reaction reaction) {
        List<String> codes = TableWalk.refusals(reaction);
        assertThat(codes).as(what).hasSizeLessThanOrEqualTo(1);
        if (!codes.isEmpty()) {
            assertThat(reaction.outgoing()).as(what).hasSize(1);
            assertThat(name).as(what).isNotEqualTo("CD917C");
            if (name.equals("CD906C")) {
                assertThat(reaction.outgoing().get(0).name()).as(what).isEqualTo("CD917C");
            }
        }
    }

    private void checkChange(String what, Change change) {
        if (!change.role().equals("REFUSAL")) {
            changes++;
            assertThat(lines).as(what).contains(change.role() + " " + change.from() + " " + change.to());
        }
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
