package eu.ccngateway.applications.scenario;

import eu.ccngateway.applications.conversation.Change;
import eu.ccngateway.applications.conversation.Incoming;
import eu.ccngateway.applications.conversation.Outgoing;
import eu.ccngateway.applications.runtime.Watcher;
import eu.ccngateway.applications.scenario.Event.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the applications of a scenario tell, so that steps can wait for it. A message counts when it is received; one for a
 * node that is not ours counts when it is sent.
 */
final class Observations implements Watcher {

    private final long startNanos;
    private final Set<String> notOurs;
    private final List<Event> events = new ArrayList<>();
    private final List<Event> unmatched = new ArrayList<>();

    /** @param notOurs addresses that somebody else plays */
    Observations(long startNanos, Set<String> notOurs) {
        this.startNanos = startNanos;
        this.notOurs = Set.copyOf(notOurs);
    }

    private Duration after() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    synchronized void add(Kind kind, String from, String to, String what, String movement, byte[] payload) {
        Event event = new Event(kind, after(), from, to, what, movement, payload);
        events.add(event);
        if (kind != Kind.ACT) {
            unmatched.add(event);
        }
        notifyAll();
    }

    @Override
    public void received(String address, Incoming message) {
        String sender =
                message.sender().substring(0, Math.max(0, message.sender().indexOf('@')));
        add(Kind.MESSAGE, sender, address, message.name(), movement(message), message.payload());
    }

    @Override
    public void sent(String address, Outgoing message) {
        if (notOurs.contains(message.to())) {
            add(Kind.MESSAGE, address, message.to(), message.name(), message.correlation(), message.payload());
        }
    }

    @Override
    public void changed(String address, Change change) {
        add(Kind.CHANGE, address, "", change.to(), change.movement(), new byte[0]);
    }

    @Override
    public void failed(String address, Outgoing message, Exception why) {
        add(
                Kind.FAILURE,
                address,
                message.to(),
                message.name() + ": " + why.getMessage(),
                message.correlation(),
                new byte[0]);
    }

    @Override
    public void available(String address, boolean isAvailable) {
        add(Kind.CHANGE, address, "", isAvailable ? "AVAILABLE" : "UNAVAILABLE", "", new byte[0]);
    }

    /** The correlation id of a movement's messages is its number, padded. */
    private static String movement(Incoming message) {
        return message.correlationId()
                .map(hex -> new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1).replace("\0", ""))
                .filter(text -> text.chars().allMatch(c -> c > 0x20 && c < 0x7f))
                .orElse("");
    }

    /** The first that fits and was not taken before, waiting for it; empty if none came. */
    synchronized Optional<Event> await(Predicate<Event> wanted, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<Event> found = unmatched.stream().filter(wanted).findFirst();
            if (found.isPresent()) {
                unmatched.remove(found.get());
                return found;
            }
            long leftMs = (deadline - System.nanoTime()) / 1_000_000;
            if (leftMs <= 0) {
                return Optional.empty();
            }
            wait(leftMs);
        }
    }

    /** Whether one that fits is there, or comes soon; it stays for others to find. */
    synchronized boolean isSeenWithin(Predicate<Event> unwanted, Duration time) throws InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        while (unmatched.stream().noneMatch(unwanted)) {
            long leftMs = (deadline - System.nanoTime()) / 1_000_000;
            if (leftMs <= 0) {
                return false;
            }
            wait(leftMs);
        }
        return true;
    }

    /** Returns when nothing has been seen for a while. */
    synchronized void awaitQuiet(Duration quiet) throws InterruptedException {
        int before;
        do {
            before = events.size();
            wait(quiet.toMillis());
        } while (events.size() > before);
    }

    synchronized List<Event> events() {
        return List.copyOf(events);
    }

    synchronized List<Event> unmatched() {
        return List.copyOf(unmatched);
    }
}
