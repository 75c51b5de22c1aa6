package eu.ccngateway.monitoring.reconcile;

import eu.ccngateway.gateway.store.End;
import java.time.Instant;
import java.util.Optional;

/**
 * A message on its way through the gateway, as its evidence has it.
 *
 * @param id as hex
 * @param sender the node, {@code NTA.FR@CUSTTAX.FR}
 * @param to the queue and its gateway name
 * @param bytes of the payload
 * @param ending what became of it; empty while it waits
 */
public record Passage(
        String id,
        String sender,
        String to,
        String application,
        String type,
        long bytes,
        long acceptance,
        Instant acceptedAt,
        Optional<Ending> ending) {

    /**
     * How it left its queue for good.
     *
     * @param by the node that acknowledged it; may be empty
     */
    public record Ending(End end, Instant at, String by) {}

    /** Sender's domain and recipient's. */
    Pair pair() {
        return new Pair(domainOf(sender), domainOf(to), application);
    }

    Key key() {
        return new Key(domainOf(sender), id);
    }

    Passage ended(Ending how) {
        return new Passage(id, sender, to, application, type, bytes, acceptance, acceptedAt, Optional.of(how));
    }

    static String domainOf(String address) {
        return address.substring(address.indexOf('@') + 1);
    }

    /** Two partners and what they exchange. */
    public record Pair(String sender, String recipient, String application) implements Comparable<Pair> {

        @Override
        public int compareTo(Pair other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return sender + " " + recipient + " " + application;
        }
    }

    /** What a message is known by. */
    record Key(String domain, String id) {}
}
