package eu.ccngateway.applications.movement;

import eu.ccngateway.applications.conversation.Act;
import eu.ccngateway.applications.conversation.Application;
import eu.ccngateway.applications.conversation.Change;
import eu.ccngateway.applications.conversation.Incoming;
import eu.ccngateway.applications.conversation.Outgoing;
import eu.ccngateway.applications.conversation.Reaction;
import eu.ccngateway.applications.conversation.Stored;
import eu.ccngateway.applications.identifier.Address;
import eu.ccngateway.applications.identifier.Identifications;
import eu.ccngateway.applications.xml.Element;
import eu.ccngateway.applications.xml.XmlRefused;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Obeys the tables of a protocol. Something that happens is offered to every role of the movement; each that has a line for
 * it takes part. Where none has, a message is refused: with code 90 if the movement is unknown, otherwise with 92.
 */
public final class Engine implements Application {

    /** How much is remembered. */
    public record Limits(int movements, int messages) {

        public static final Limits DEFAULT = new Limits(100_000, 200_000);
    }

    private static final String REFUSAL = "REFUSAL";

    private final Protocol protocol;
    private final Self self;
    private final Intake intake;
    private final Movements movements;
    private final Seen seen;
    private final RandomGenerator random;

    public Engine(
            Protocol protocol,
            Address address,
            Identifications identifications,
            RandomGenerator random,
            Limits limits) {
        this.protocol = protocol;
        this.random = random;
        this.self = new Self(protocol, address, identifications, random);
        this.intake = new Intake(protocol, address);
        this.movements = new Movements(limits.movements);
        this.seen = new Seen(limits.messages);
    }

    @Override
    public String address() {
        return self.address().text();
    }

    /** What is known of a movement, for consoles and tests. */
    public Movement movement(String mrn) {
        return movements.get(mrn);
    }

    @Override
    public Reaction receive(Incoming incoming, Instant now) {
        if (seen.isRedelivered(incoming.messageId())) {
            return reaction(List.of(), List.of(), List.of(), "");
        }
        Intake.Read read = intake.read(incoming);
        if (read.unreadable().isPresent()) {
            return unreadable(incoming, read.unreadable().get(), now);
        }
        Message message = read.message().orElseThrow();
        if (protocol.refusals().isRefusal(message.name())) {
            return refusalReceived(incoming, message, now);
        }
        Header header = message.header();
        if (seen.isDuplicate(header.sender(), header.identification())) {
            return refused(incoming, message, now, List.of(duplicate(message)));
        }
        List<FunctionalError> broken = intake.broken(message);
        if (!broken.isEmpty()) {
            return refused(incoming, message, now, broken);
        }
        return understood(incoming, message, now);
    }

    private Reaction understood(Incoming incoming, Message message, Instant now) {
        String mrn = protocol.makesMovement(message.name())
                ? made(Act.of(message.name(), ""), now)
                : protocol.movement(message.root());
        Step step = new Step(self, movements::get, mrn, now, Optional.of(message), Optional.empty());
        String trigger = protocol.trigger(message.root(), movements::get);
        try {
            if (!run(step, trigger, message.name())) {
                return refused(incoming, message, now, List.of(notExpected(message, step.movement())));
            }
        } catch (Refused e) {
            return refused(incoming, message, now, List.of(e.error()));
        }
        List<Stored> records = new ArrayList<>(seen.accepted(incoming.messageId(), message.header()));
        return done(step, records);
    }

    @Override
    public Reaction act(Act act, Instant now) {
        String mrn = act.movement().isEmpty() ? made(act, now) : act.movement();
        Step step = new Step(self, movements::get, mrn, now, Optional.empty(), Optional.of(act));
        try {
            if (!run(step, "act:" + act.name(), act.name())) {
                throw new IllegalArgumentException(
                        act.name() + " of " + (act.movement().isEmpty() ? "a new movement" : mrn) + " in "
                                + step.movement().states() + " (expected: one of " + possible(step.movement()) + ")");
            }
        } catch (Refused e) {
            throw new IllegalArgumentException(act.name() + ": " + e.error(), e);
        }
        return done(step, new ArrayList<>());
    }

    private String made(Act act, Instant now) {
        int year = now.atOffset(ZoneOffset.UTC).getYear();
        return protocol.newMovement(act, self.address().country(), year, random);
    }

    /** The acts that a movement allows now, with the empty MRN: that make a new one. */
    public Set<String> acts(String mrn) {
        return possible(movements.get(mrn));
    }

    private Set<String> possible(Movement movement) {
        Set<String> acts = new TreeSet<>();
        for (Table table : protocol.tables()) {
            table.triggers(movement.state(table.role())).stream()
                    .filter(trigger -> trigger.startsWith("act:"))
                    .forEach(trigger -> acts.add(trigger.substring("act:".length())));
        }
        return acts;
    }

    @Override
    public Reaction tick(Instant now) {
        List<Outgoing> outgoing = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        List<Stored> records = new ArrayList<>();
        Optional<Movement> due = movements.oneDue(now);
        while (due.isPresent()) {
            String timer = due.get().timers().entrySet().stream()
                    .filter(entry -> !entry.getValue().isAfter(now))
                    .findFirst()
                    .orElseThrow()
                    .getKey();
            Step step = new Step(self, movements::get, due.get().mrn(), now, Optional.empty(), Optional.empty());
            step.stopTimer(timer);
            try {
                run(step, "timer:" + timer, "timer " + timer);
            } catch (Refused e) {
                throw new IllegalStateException("timer " + timer + " cannot be refused", e);
            }
            records.addAll(kept(step));
            outgoing.addAll(step.outgoing());
            changes.addAll(step.changes());
            due = movements.oneDue(now);
        }
        return reaction(outgoing, changes, records, "");
    }

    @Override
    public void restore(Stored stored) {
        try {
            if (stored.isForgotten()) {
                return;
            }
            if (stored.key().startsWith(Movements.KEY)) {
                movements.restore(stored);
            } else if (stored.key().startsWith(Seen.KEY)) {
                seen.restore(stored);
            } else {
                throw new IllegalArgumentException("record " + stored.key() + " (expected: one this application made)");
            }
        } catch (XmlRefused | NumberFormatException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("record " + stored.key() + ": damaged; restore it or remove it", e);
        }
    }

    /** Whether any role took part. */
    private boolean run(Step step, String trigger, String cause) throws Refused {
        boolean isTaken = offer(step, trigger, cause);
        Optional<String> event = step.nextEvent();
        while (event.isPresent()) {
            offer(step, "event:" + event.get(), cause);
            event = step.nextEvent();
        }
        return isTaken;
    }

    private boolean offer(Step step, String trigger, String cause) throws Refused {
        Movement before = step.movement();
        boolean isTaken = false;
        for (Table table : protocol.tables()) {
            Optional<Table.Row> row = table.find(before.state(table.role()), trigger);
            if (row.isPresent()) {
                step.run(table, row.get(), cause);
                isTaken = true;
            }
        }
        return isTaken;
    }

    private List<Stored> kept(Step step) {
        List<Stored> records = new ArrayList<>();
        step.changed().forEach(movement -> records.addAll(movements.put(movement)));
        return records;
    }

    private Reaction done(Step step, List<Stored> records) {
        records.addAll(kept(step));
        return reaction(step.outgoing(), step.changes(), records, step.mrn());
    }

    private FunctionalError notExpected(Message message, Movement movement) {
        if (movement.isKnown()) {
            return new FunctionalError(FunctionalError.Code.OUT_OF_SEQUENCE, "/" + message.name(), "N/A", "");
        }
        String pointer = "/" + message.name() + "/" + intake.pathOf(message.root(), movement.mrn());
        return new FunctionalError(FunctionalError.Code.UNKNOWN_MRN, pointer, "N/A", movement.mrn());
    }

    private FunctionalError duplicate(Message message) {
        return new FunctionalError(
                FunctionalError.Code.DUPLICATE_MESSAGE,
                "/" + message.name() + "/" + protocol.headForm().identification(),
                "N/A",
                message.header().identification());
    }

    private Reaction refused(Incoming incoming, Message message, Instant now, List<FunctionalError> errors) {
        String mrn = protocol.movement(message.root());
        List<Outgoing> outgoing = new ArrayList<>();
        if (message.isAnswerable()) {
            Element refusal = protocol.refusals().functional(message, mrn, errors);
            outgoing.add(self.write(refusal, message.answer(mrn), now));
        }
        String cause = message.name() + " refused with " + errors.get(0).code().number();
        return reaction(outgoing, List.of(change(mrn, "SENT", cause)), seen.refused(incoming.messageId()), "");
    }

    private Reaction unreadable(Incoming incoming, Intake.Unreadable message, Instant now) {
        List<Outgoing> outgoing = new ArrayList<>();
        String code = message.faults().get(0).code().number();
        if (protocol.refusals().mayRefuseTechnically(message.name()) && Address.isValid(message.sender())) {
            Element refusal = protocol.refusals().technical(message.faults());
            Envelope envelope = new Envelope(message.sender(), message.sender(), message.correlation(), "");
            outgoing.add(self.write(refusal, envelope, now));
        }
        String cause = message.name() + (outgoing.isEmpty() ? " dropped with " : " refused with ") + code;
        List<Stored> records = seen.refused(incoming.messageId());
        return reaction(outgoing, List.of(change("", outgoing.isEmpty() ? "DROPPED" : "SENT", cause)), records, "");
    }

    /** A refusal is never answered; where a table says so, it moves a movement. */
    private Reaction refusalReceived(Incoming incoming, Message message, Instant now) {
        String mrn = protocol.movement(message.root());
        Step step = new Step(self, movements::get, mrn, now, Optional.of(message), Optional.empty());
        try {
            run(step, message.name(), message.name());
        } catch (Refused e) {
            throw new IllegalStateException("a refusal cannot be refused", e);
        }
        List<Change> changes = new ArrayList<>();
        changes.add(change(mrn, "RECEIVED", message.name() + " " + firstCode(message)));
        changes.addAll(step.changes());
        List<Stored> records = new ArrayList<>(seen.accepted(incoming.messageId(), message.header()));
        records.addAll(kept(step));
        return reaction(step.outgoing(), changes, records, "");
    }

    private static String firstCode(Message message) {
        return message.root().children().stream()
                .flatMap(child -> child.value("errorCode").stream())
                .findFirst()
                .orElse("");
    }

    private static Change change(String mrn, String to, String cause) {
        return new Change(mrn, REFUSAL, Table.NONE, to, cause);
    }

    private Reaction reaction(List<Outgoing> outgoing, List<Change> changes, List<Stored> records, String made) {
        return new Reaction(
                outgoing, changes, records, movements.nextDue(), made.isEmpty() ? Optional.empty() : Optional.of(made));
    }
}
