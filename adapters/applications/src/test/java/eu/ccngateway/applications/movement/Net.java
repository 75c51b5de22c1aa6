package eu.ccngateway.applications.movement;

import eu.ccngateway.applications.conversation.Act;
import eu.ccngateway.applications.conversation.Change;
import eu.ccngateway.applications.conversation.Incoming;
import eu.ccngateway.applications.conversation.Outgoing;
import eu.ccngateway.applications.conversation.Reaction;
import eu.ccngateway.applications.conversation.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Some applications that hear each other at once, with a clock that is moved by hand. Every message is kept. */
public final class Net {

    /** A message on its way. */
    public record Sent(String from, Outgoing message) {}

    private final Map<String, Engine> engines = new LinkedHashMap<>();
    private final Map<String, Map<String, Stored>> stored = new LinkedHashMap<>();
    private final Deque<Sent> queue = new ArrayDeque<>();
    private final List<Sent> sent = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private Instant now = Instant.parse("2026-03-01T10:15:30Z");
    private int next;

    public void add(Engine engine) {
        engines.put(engine.address(), engine);
        stored.computeIfAbsent(engine.address(), key -> new LinkedHashMap<>());
    }

    public Engine engine(String address) {
        Engine engine = engines.get(address);
        if (engine == null) {
            throw new IllegalArgumentException(address + " (expected: one of " + engines.keySet() + ")");
        }
        return engine;
    }

    /** Does something at an application, and delivers everything that follows. Details are names and values in turn. */
    public String act(String address, String name, String mrn, String... details) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < details.length; i += 2) {
            map.put(details[i], details[i + 1]);
        }
        Reaction reaction = engine(address).act(new Act(name, mrn, map), now);
        take(address, reaction);
        deliver();
        return reaction.made().orElse("");
    }

    /** Hands an application something that no application of this net sent. */
    public Reaction hand(String address, String sender, String type, byte[] payload) {
        Reaction reaction = engine(address).receive(incoming(sender, type, payload), now);
        take(address, reaction);
        return reaction;
    }

    private Incoming incoming(String sender, String type, byte[] payload) {
        String id = "%048x".formatted(next++);
        return new Incoming(
                type,
                sender + "@CUSTTAX.XX",
                eu.ccngateway.applications.conversation.Kind.REQUEST,
                id,
                Optional.empty(),
                payload);
    }

    public void deliver() {
        while (!queue.isEmpty()) {
            Sent one = queue.poll();
            String to = one.message.to();
            if (engines.containsKey(to)) {
                Incoming incoming = incoming(one.from, one.message.type(), one.message.payload());
                take(to, engine(to).receive(incoming, now));
            }
        }
    }

    public void pass(Duration time) {
        now = now.plus(time);
        engines.forEach((address, engine) -> take(address, engine.tick(now)));
        deliver();
    }

    private void take(String address, Reaction reaction) {
        changes.addAll(reaction.changes());
        for (Stored record : reaction.records()) {
            stored.get(address).put(record.key(), record);
        }
        for (Outgoing message : reaction.outgoing()) {
            sent.add(new Sent(address, message));
            queue.add(new Sent(address, message));
        }
    }

    /** What an application stored so far. */
    public List<Stored> stored(String address) {
        return List.copyOf(stored.get(address).values());
    }

    public Instant now() {
        return now;
    }

    public List<Sent> sent() {
        return sent;
    }

    public List<Change> changes() {
        return changes;
    }

    /** What was sent, as {@code BE>DE CD001C}. */
    public List<String> exchange() {
        return sent.stream()
                .map(one -> country(one.from) + ">" + country(one.message.to()) + " " + one.message.name())
                .toList();
    }

    public String state(String address, String mrn, String role) {
        return engine(address).movement(mrn).state(role);
    }

    /** The last message of a name. */
    public Outgoing last(String name) {
        for (int i = sent.size() - 1; i >= 0; i--) {
            if (sent.get(i).message.name().equals(name)) {
                return sent.get(i).message;
            }
        }
        throw new AssertionError("no " + name + " in " + exchange());
    }

    private static String country(String address) {
        return address.substring(address.length() - 2);
    }
}
