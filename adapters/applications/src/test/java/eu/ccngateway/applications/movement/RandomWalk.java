package eu.ccngateway.applications.movement;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.applications.conversation.Act;
import eu.ccngateway.applications.conversation.Change;
import eu.ccngateway.applications.conversation.Outgoing;
import eu.ccngateway.applications.conversation.Reaction;
import eu.ccngateway.applications.identifier.Correlation;
import eu.ccngateway.applications.xml.Element;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Throws anything at some applications of one system, in any order: messages that mean anything about any movement, earlier
 * ones again and damaged, acts, and time. Whatever comes, nothing escapes, what is refused is refused once and changes
 * nothing, and no state is reached but along a line of a table.
 */
public final class RandomWalk {

    /** What a walk needs to know of a system. */
    public interface World {

        /** The protocols of the applications, by address. */
        Map<String, Protocol> protocols();

        /** A message of any kind, about any movement, that may mean anything. */
        Element anyMessage(String name, String movement);

        /** Details that acts ask for; an act may get more than it asks for. */
        Map<String, String> details(String act, String country);

        /** Numbers to begin with, also wrong ones. */
        List<String> movements();

        /** Looks at something that was sent. */
        void check(Outgoing message, String remark);
    }

    /** What came of it. */
    public record Tally(int refused, int changes, Set<String> linesGone) {}

    private record Payload(String name, String sender, byte[] bytes) {}

    private static final Reaction NOTHING =
            new Reaction(List.of(), List.of(), List.of(), Optional.empty(), Optional.empty());
    private static final int MOVEMENTS_MAX = 40;
    private static final int DEPTH_MAX = 20;

    private final World world;
    private final Random random;
    private final String remark;
    private final Map<String, Bench> benches = new LinkedHashMap<>();
    private final Map<String, Set<String>> lines = new TreeMap<>();
    private final Map<String, Protocol> protocols;
    private final List<String> movements;
    private final List<Payload> earlier = new ArrayList<>();
    private final Set<String> gone = new HashSet<>();
    private Instant now;
    private int refused;
    private int changes;

    public RandomWalk(World world, Random random, Instant now, String remark) {
        this.world = world;
        this.random = random;
        this.now = now;
        this.remark = remark;
        this.protocols = world.protocols();
        this.movements = new ArrayList<>(world.movements());
        protocols.forEach((address, protocol) -> {
            benches.put(address, new Bench(Bench.engine(protocol, address, random), protocol));
            Set<String> known = new HashSet<>();
            protocol.tables()
                    .forEach(table -> table.rows().forEach(row -> known.add(line(table.role(), row.from(), row.to()))));
            lines.put(address, known);
        });
    }

    private static String line(String role, String from, String to) {
        return role + " " + from + " -> " + to;
    }

    public Tally steps(int count) {
        for (int i = 0; i < count; i++) {
            String address = pick(List.copyOf(benches.keySet()));
            String what = remark + ", step " + i;
            Reaction reaction = step(address, what);
            List<Letter> letters = letters(address, reaction);
            for (int depth = 0; depth < DEPTH_MAX && !letters.isEmpty(); depth++) {
                letters = deliver(letters, what);
            }
        }
        return new Tally(refused, changes, gone);
    }

    private record Letter(String from, Outgoing message) {}

    private static List<Letter> letters(String from, Reaction reaction) {
        return reaction.outgoing().stream()
                .map(message -> new Letter(from, message))
                .toList();
    }

    /** Looks at what was sent, and delivers most of it. */
    private List<Letter> deliver(List<Letter> letters, String what) {
        List<Letter> next = new ArrayList<>();
        for (Letter letter : letters) {
            Outgoing message = letter.message;
            if (random.nextInt(4) == 0) {
                world.check(message, what);
            }
            earlier.add(new Payload(message.name(), letter.from, message.payload()));
            if (benches.containsKey(message.to()) && random.nextInt(5) > 0) {
                Payload payload = new Payload(message.name(), letter.from, message.payload());
                next.addAll(letters(message.to(), receive(message.to(), payload, what)));
            }
        }
        return next;
    }

    private Reaction step(String address, String what) {
        int kind = random.nextInt(100);
        if (kind < 35) {
            String name = pick(List.copyOf(protocols.get(address).messages().names()));
            boolean isCorrelated = Correlation.of(name) == Correlation.REQUIRED || random.nextInt(5) == 0;
            Bench bench = bench(address);
            String sender = pick(List.copyOf(benches.keySet()));
            byte[] written =
                    bench.written(world.anyMessage(name, pick(movements)), sender, isCorrelated ? "some" : "", now);
            return receive(address, new Payload(name, sender, written), what);
        }
        if (kind < 65 && !earlier.isEmpty()) {
            Payload again = pick(earlier);
            byte[] bytes = again.bytes.clone();
            for (int hits = random.nextInt(3); hits > 0; hits--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            return receive(address, new Payload(again.name, again.sender, bytes), what);
        }
        if (kind < 95) {
            return act(address, what);
        }
        now = now.plus(Duration.ofHours(random.nextInt(400)));
        return checked(address, bench(address).engine().tick(now), what);
    }

    private Bench bench(String address) {
        return Optional.ofNullable(benches.get(address)).orElseThrow();
    }

    /** A refused message gets one answer and changes nothing, and refusals are not answered with their like. */
    private Reaction receive(String address, Payload payload, String what) {
        Bench bench = bench(address);
        Map<String, Movement> before = known(bench);
        Reaction reaction = checked(address, bench.receive(payload.name, payload.bytes, payload.sender, now), what);
        List<String> codes = TableWalk.refusals(reaction);
        assertThat(codes).as(what).hasSizeLessThanOrEqualTo(1);
        if (!codes.isEmpty()) {
            refused++;
            Refusals refusals = protocols.get(address).refusals();
            assertThat(reaction.outgoing()).as(what).hasSize(1);
            assertThat(known(bench).equals(before))
                    .as(what + ": refused " + payload.name + " changes nothing")
                    .isTrue();
            assertThat(payload.name).as(what).isNotEqualTo(refusals.technical());
            if (payload.name.equals(refusals.functional())) {
                assertThat(reaction.outgoing().get(0).name()).as(what).isEqualTo(refusals.technical());
            }
        }
        return reaction;
    }

    private Map<String, Movement> known(Bench bench) {
        Map<String, Movement> known = new TreeMap<>();
        movements.forEach(number -> known.put(number, bench.engine().movement(number)));
        return known;
    }

    private Reaction act(String address, String what) {
        Bench bench = bench(address);
        String number = random.nextInt(12) == 0 ? "" : pick(movements);
        List<String> acts = List.copyOf(bench.engine().acts(number));
        if (acts.isEmpty()) {
            return NOTHING;
        }
        String name = pick(acts);
        String country = address.substring(address.length() - 2);
        try {
            Reaction reaction = bench.act(new Act(name, number, world.details(name, country)), now);
            reaction.made()
                    .filter(made -> number.isEmpty() && movements.size() < MOVEMENTS_MAX)
                    .ifPresent(movements::add);
            return checked(address, reaction, what);
        } catch (IllegalArgumentException e) {
            return NOTHING;
        }
    }

    private Reaction checked(String address, Reaction reaction, String what) {
        Consumer<Change> check = change -> {
            String gone = line(change.role(), change.from(), change.to());
            assertThat(lines.get(address)).as(what).contains(gone);
            this.gone.add(gone);
            changes++;
        };
        reaction.changes().stream()
                .filter(change -> !change.role().equals("REFUSAL"))
                .forEach(check);
        reaction.changes().stream()
                .filter(change -> !change.role().equals("REFUSAL"))
                .map(Change::movement)
                .filter(number -> !number.isEmpty() && movements.size() < MOVEMENTS_MAX && !movements.contains(number))
                .forEach(movements::add);
        return reaction;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
