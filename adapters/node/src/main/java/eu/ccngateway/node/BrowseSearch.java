package eu.ccngateway.node;

import eu.ccngateway.protocol.message.MessageId;
import eu.ccngateway.protocol.message.QueueAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks through a queue for a message that refers to another one. What does not is held while the search lasts, so that
 * each browse comes further, and released at its end.
 */
final class BrowseSearch {

    private static final int AT_ONCE = 64;
    /** How far from the head of the queue it looks. */
    private static final int HELD_MAX = 1_000;

    private final Gets gets;
    private final Clock clock;

    BrowseSearch(Gets gets, Clock clock) {
        this.gets = gets;
        this.clock = clock;
    }

    Optional<Browsed> find(QueueAddress queue, MessageId correlationId, Duration wait) {
        long untilMs = clock.millis() + wait.toMillis();
        List<Delivered> held = new ArrayList<>();
        try {
            while (held.size() < HELD_MAX) {
                Duration left = Duration.ofMillis(Math.max(0, untilMs - clock.millis()));
                List<Delivered> came = gets.get(new Gets.Wanted(queue, AT_ONCE, left, Lease.Use.BROWSE));
                held.addAll(came);
                for (Delivered message : came) {
                    if (message.message()
                            .correlationId()
                            .filter(correlationId::equals)
                            .isPresent()) {
                        held.remove(message);
                        return Optional.of(new Browsed(message));
                    }
                }
                if (came.isEmpty()) {
                    return Optional.empty();
                }
            }
            return Optional.empty();
        } finally {
            held.forEach(message -> message.lease().giveBack());
        }
    }
}
