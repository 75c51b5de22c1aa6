package eu.ccngateway.applications.movement;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.applications.conversation.Act;
import eu.ccngateway.applications.conversation.Change;
import eu.ccngateway.applications.conversation.Outgoing;
import eu.ccngateway.applications.conversation.Reaction;
import eu.ccngateway.applications.identifier.Correlation;
import eu.ccngateway.applications.xml.Element;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Goes through the tables of a protocol line by line, and through everything that has no line. */
public final class TableWalk {

    /** What a walk needs to know of a system. */
    public interface World {

        Protocol protocol();

        /** A fresh application of the kind that plays a role. */
        Engine engine(String role);

        /** A movement with everything known of it that the role may need, in no state. */
        Movement movement(String role);

        /** A message that means what a trigger says. */
        Element message(String trigger);

        /** Every detail that an act asks for. */
        Map<String, String> details(String act, String role);

        /** How a role hears of an event: a role and the state it must be in, and what then happens. */
        Map<String, List<String>> events();

        Instant now();
    }

    private static final Set<String> REFUSALS =
            Set.of("CD906C", "CD917C", "CD906B", "CD917B", "CC305A", "CC316A", "CC324A", "CC349A");

    private final World world;
    private final String remark;

    public TableWalk(World world, String remark) {
        this.world = world;
        this.remark = remark;
    }

    /** Each line leads where it says, refuses nothing, and sends only what the check accepts. */
    public int everyLine(Consumer<Outgoing> check) {
        int lines = 0;
        for (Table table : world.protocol().tables()) {
            for (Table.Row row : table.rows()) {
                Bench bench = new Bench(world.engine(table.role()), world.protocol());
                Movement before = prepare(bench, table.role(), row);
                Reaction reaction = happen(bench, row.trigger(), table.role(), before.mrn());
                String what = table.role() + " " + row + " " + remark;

                String mrn = reaction.made().orElse(before.mrn());
                assertThat(bench.engine().movement(mrn).state(table.role()))
                        .as(what)
                        .isEqualTo(row.to());
                boolean isChange = !row.from().equals(row.to());
                assertThat(reaction.changes().stream()
                                .filter(change -> change.role().equals(table.role())))
                        .as(what)
                        .hasSize(isChange ? 1 : 0);
                assertThat(refusals(reaction)).as(what).isEmpty();
                reaction.outgoing().forEach(check);
                lines++;
            }
        }
        return lines;
    }

    /** Each message in a state that has no line for it is refused once, and changes nothing. */
    public int everythingElse() {
        List<Table> tables = world.protocol().tables();
        Set<String> triggers = new TreeSet<>();
        tables.forEach(table -> table.rows().forEach(row -> triggers.add(row.trigger())));
        triggers.removeIf(trigger -> trigger.matches("(act|event|timer):.*"));
        triggers.removeIf(trigger -> world.protocol().makesMovement(trigger.replaceFirst(":.*", "")));
        int refused = 0;
        for (Table table : tables) {
            for (String state : table.states()) {
                for (String trigger : triggers) {
                    Movement movement = world.movement(table.role()).inState(table.role(), state);
                    if (tables.stream()
                            .noneMatch(other -> other.find(movement.state(other.role()), trigger)
                                    .isPresent())) {
                        refused(movement, table.role(), state, trigger);
                        refused++;
                    }
                }
            }
        }
        return refused;
    }

    private void refused(Movement movement, String role, String state, String trigger) {
        Bench bench = new Bench(world.engine(role), world.protocol());
        put(bench, movement);
        Reaction reaction = happen(bench, trigger, role, movement.mrn());
        String what = role + " " + state + " " + trigger + " " + remark;
        assertThat(reaction.outgoing()).as(what).hasSize(1);
        boolean isAboutIt = world.protocol().movement(world.message(trigger)).equals(movement.mrn());
        assertThat(refusals(reaction)).as(what).containsExactly(movement.isKnown() && isAboutIt ? "92" : "90");
        assertThat(bench.engine().movement(movement.mrn()).state(role)).as(what).isEqualTo(state);
    }

    /** No state is there in vain. */
    public void everyStateIsReached() {
        for (Table table : world.protocol().tables()) {
            Set<String> reached = new TreeSet<>(Set.of(Table.NONE));
            boolean isGrowing = true;
            while (isGrowing) {
                isGrowing = false;
                for (Table.Row row : table.rows()) {
                    isGrowing |= reached.contains(row.from()) && reached.add(row.to());
                }
            }
            assertThat(reached).as(table.role()).containsExactlyInAnyOrderElementsOf(table.states());
        }
    }

    private static void put(Bench bench, Movement movement) {
        if (movement.isKnown()) {
            bench.put(movement);
        }
    }

    private Movement prepare(Bench bench, String role, Table.Row row) {
        Movement movement = world.movement(role).inState(role, row.from());
        List<String> event = world.events().get(row.trigger());
        if (event != null) {
            movement = movement.inState(event.get(0), event.get(1));
        }
        if (row.trigger().startsWith("timer:")) {
            movement = Bench.withTimer(movement, row.trigger().substring(6), world.now());
        }
        put(bench, movement);
        return movement;
    }

    private Reaction happen(Bench bench, String trigger, String role, String mrn) {
        List<String> event = world.events().get(trigger);
        String what = event == null ? trigger : event.get(2);
        if (what.startsWith("act:")) {
            String name = what.substring(4);
            return bench.act(new Act(name, mrn, world.details(name, role)), world.now());
        }
        if (what.startsWith("timer:")) {
            return bench.engine().tick(world.now());
        }
        String name = what.replaceFirst(":.*", "");
        String correlation = Correlation.of(name) == Correlation.REQUIRED ? "asked1" : "";
        String from = bench.engine().address().replaceFirst("..$", "FR");
        return bench.receive(world.message(what), from, correlation, world.now());
    }

    /** The first code of each refusal sent. */
    public static List<String> refusals(Reaction reaction) {
        List<String> codes = new ArrayList<>();
        for (Outgoing message : reaction.outgoing()) {
            if (REFUSALS.contains(message.name())) {
                String text = new String(message.payload(), StandardCharsets.UTF_8);
                codes.add(text.replaceFirst("(?s).*?<(errorCode|ErrTypER11)>(\\d+)<.*", "$2"));
            }
        }
        Optional<Change> change = reaction.changes().stream()
                .filter(each -> each.to().equals("SENT"))
                .findFirst();
        assertThat(change.isPresent()).isEqualTo(!codes.isEmpty());
        return codes;
    }
}
