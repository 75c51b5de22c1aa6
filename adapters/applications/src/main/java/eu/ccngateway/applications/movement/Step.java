package eu.ccngateway.applications.movement;

import eu.ccngateway.applications.conversation.Act;
import eu.ccngateway.applications.conversation.Change;
import eu.ccngateway.applications.conversation.Outgoing;
import eu.ccngateway.applications.xml.Element;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One thing that happens to one movement: what effects read, and what they do. Nothing of it is so before the engine has
 * run all its effects.
 */
public final class Step {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

    private final Self self;
    private final Instant now;
    private final Optional<Message> message;
    private final Optional<Act> act;
    private final List<Outgoing> outgoing = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private final Deque<String> events = new ArrayDeque<>();
    private final Map<String, Movement> others = new LinkedHashMap<>();
    private final Function<String, Movement> known;
    private Movement movement;

    Step(
            Self self,
            Function<String, Movement> known,
            String mrn,
            Instant now,
            Optional<Message> message,
            Optional<Act> act) {
        this.self = self;
        this.known = known;
        this.movement = known.apply(mrn);
        this.now = now;
        this.message = message;
        this.act = act;
    }

    void run(Table table, Table.Row row, String cause) throws Refused {
        for (String name : row.effects()) {
            Effect effect = self.protocol().effects().get(name);
            if (effect == null) {
                throw new IllegalStateException(
                        table.role() + ": effect " + name + " (expected: one the protocol has)");
            }
            effect.run(this);
        }
        movement = movement.inState(table.role(), row.to());
        if (!row.from().equals(row.to())) {
            changes.add(new Change(mrn(), table.role(), row.from(), row.to(), cause));
        }
    }

    public String mrn() {
        return movement.mrn();
    }

    public Instant now() {
        return now;
    }

    /** The date, as messages have it. */
    public String today() {
        return day(now);
    }

    /** The date a number of days from now. */
    public String inDays(int days) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(days).toString();
    }

    /** The moment, as messages have it. */
    public String stamp() {
        return STAMP.format(now);
    }

    /** The country of this application. */
    public String country() {
        return self.address().country();
    }

    public Movement movement() {
        return movement;
    }

    /** The message that came; an effect that asks for one stands only behind messages. */
    public Message message() {
        return message.orElseThrow(
                () -> new IllegalStateException("no message (expected: this effect behind a message)"));
    }

    /** The content of the message that came. */
    public Element root() {
        return message().root();
    }

    /** Something the act says. */
    public Optional<String> detail(String name) {
        return act.flatMap(found -> found.detail(name));
    }

    /** Something the act must say. */
    public String need(String name) {
        return act.orElseThrow(() -> new IllegalStateException("no act (expected: this effect behind an act)"))
                .need(name);
    }

    public Optional<String> fact(String name) {
        return movement.fact(name);
    }

    /** Notes something; an empty value forgets it. */
    public void fact(String name, String value) {
        movement = movement.withFact(name, value);
    }

    public Element data() {
        return movement.data();
    }

    public void data(Element data) {
        movement = movement.withData(data);
    }

    /** The three characters for the movement's state in a role. */
    public String status(String role) {
        return self.protocol().tables().stream()
                .filter(table -> table.role().equals(role))
                .map(table -> table.code(movement.state(role)))
                .findFirst()
                .orElse("N00");
    }

    /** Makes {@code timer:name} happen at a moment, in place of any moment set before. */
    public void timer(String name, Instant at) {
        movement = movement.withTimer(name, Optional.of(at));
    }

    public void stopTimer(String name) {
        movement = movement.withTimer(name, Optional.empty());
    }

    /** What another document has of a message. */
    public Element select(String name, Element from) {
        return self.protocol().messages().select(name, from);
    }

    /** Makes up what the structure of a message demands, and something of what it allows. */
    public Element madeUp(Element given, double density) {
        return self.protocol().messages().complete(given, self.random(), density, now);
    }

    /** Tells the other roles of the movement that something happened: {@code event:name} in their tables. */
    public void event(String name) {
        events.add(name);
    }

    /** Something else that is kept like a movement, by its own key: a guarantee by its GRN. */
    public Movement other(String key) {
        Movement changed = others.get(key);
        return changed == null ? known.apply(key) : changed;
    }

    public void other(Movement changed) {
        others.put(changed.mrn(), changed);
    }

    /** Sends to somebody who may have no address, by way of the node that spoke for them. */
    public void send(Element content, String recipient, String node) {
        outgoing.add(self.write(content, new Envelope(recipient, node, "", mrn()), now));
    }

    /** Returns the identification it gets. */
    public String send(Element content, String to) {
        Outgoing message = self.write(content, new Envelope(to, to, "", mrn()), now);
        outgoing.add(message);
        return message.identification();
    }

    /** The same, as the answer to something that came earlier. */
    public void answer(Element content, String to, String correlation) {
        outgoing.add(self.write(content, new Envelope(to, to, correlation, mrn()), now));
    }

    /** Answers the message that came. */
    public void reply(Element content) {
        outgoing.add(self.write(content, message().answer(mrn()), now));
    }

    /** The next thing that effects said happened. */
    Optional<String> nextEvent() {
        return Optional.ofNullable(events.poll());
    }

    /** The movements that are to be kept. */
    List<Movement> changed() {
        List<Movement> all = new ArrayList<>(others.values());
        all.add(movement);
        return all;
    }

    List<Outgoing> outgoing() {
        return outgoing;
    }

    List<Change> changes() {
        return changes;
    }

    private static String day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC).toString();
    }
}
