package eu.ccngateway.applications.movement;

import eu.ccngateway.applications.conversation.Act;
import eu.ccngateway.applications.conversation.Incoming;
import eu.ccngateway.applications.conversation.Kind;
import eu.ccngateway.applications.conversation.Reaction;
import eu.ccngateway.applications.conversation.Stored;
import eu.ccngateway.applications.identifier.Address;
import eu.ccngateway.applications.identifier.Identifications;
import eu.ccngateway.applications.xml.Element;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;

/** Puts one application into any situation, and lets one thing happen there. */
public final class Bench {

    private final Engine engine;
    private final Protocol protocol;
    private int next;

    public Bench(Engine engine, Protocol protocol) {
        this.engine = engine;
        this.protocol = protocol;
    }

    /** An application that shares its protocol with others, which costs less than loading it again. */
    public static Engine engine(Protocol protocol, String address, Random random) {
        Identifications identifications = new Identifications(Identifications.SHORT, random);
        return new Engine(protocol, new Address(address), identifications, random, Engine.Limits.DEFAULT);
    }

    public Engine engine() {
        return engine;
    }

    /** A movement as if it had come to this. */
    public void put(Movement movement) {
        engine.restore(record(movement));
    }

    /** What an engine would have kept of a movement. */
    public static Stored record(Movement movement) {
        return new Stored(Movements.KEY + movement.mrn(), movement.toBytes());
    }

    /** A movement without states, with the data of another. */
    public static Movement blank(Movement like) {
        Movement blank = Movement.unknown(like.mrn()).withData(like.data());
        for (var fact : like.facts().entrySet()) {
            blank = fact.getKey().startsWith("timer.") ? blank : blank.withFact(fact.getKey(), fact.getValue());
        }
        return blank;
    }

    public static Movement withTimer(Movement movement, String name, Instant at) {
        return movement.withTimer(name, Optional.of(at));
    }

    /** Gives it a message with a head of its own. */
    public Reaction receive(Element content, String sender, String correlation, Instant now) {
        return receive(content.name(), written(content, sender, correlation, now), sender, now);
    }

    /** A message for it, with a head of its own. */
    public byte[] written(Element content, String sender, String correlation, Instant now) {
        Header header =
                new Header(sender, engine.address(), now, "bench-%08d".formatted(next), content.name(), correlation);
        Element root =
                Element.group(content.name(), protocol.headForm().write(header)).and(content.children());
        return protocol.messages().write(root);
    }

    public Reaction receive(String name, byte[] payload, String sender, Instant now) {
        String id = "%048x".formatted(next++);
        return engine.receive(
                new Incoming(name + "-MSG.X", sender + "@CUST.XX", Kind.REQUEST, id, Optional.empty(), payload), now);
    }

    public Reaction act(Act act, Instant now) {
        return engine.act(act, now);
    }
}
