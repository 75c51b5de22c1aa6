package eu.ccngateway.monitoring.meters;

import eu.ccngateway.gateway.Gateway;
import eu.ccngateway.gateway.session.Session;
import java.util.function.LongSupplier;

/**
 * Double-entry accounting: what the observer was told, against what the gateway keeps for its own decisions. Numbers move
 * while they are read, so what is in flight is allowed for, and the best of a few looks counts: what was lost is missing in
 * every one.
 */
final class Books {

    private static final int LOOKS = 3;

    private final Gateway gateway;
    private final MicrometerObserver observer;

    Books(Gateway gateway, MicrometerObserver observer) {
        this.gateway = gateway;
        this.observer = observer;
    }

    /** Messages received that have neither been stored, refused nor answered again, and are not on their way either. */
    long receivedOffBy() {
        return best(() -> {
            long inFlight = inFlight();
            double decided = observer.allSenders().values().stream()
                    .mapToDouble(SenderCounts::decided)
                    .sum();
            double received = observer.allSenders().values().stream()
                    .mapToDouble(SenderCounts::received)
                    .sum();
            return outside((long) (received - decided), 0, Math.max(inFlight, inFlight()));
        });
    }

    /** Messages and reports that came and have not ended, against the room taken in all queues. */
    long queuedOffBy() {
        return best(() -> {
            long inFlight = inFlight();
            long counted = observer.allQueues().values().stream()
                    .mapToLong(
                            queue -> queue.messages().total() + queue.reports().total())
                    .sum();
            long room = observer.allQueues().keySet().stream()
                    .mapToLong(gateway.room()::depth)
                    .sum();
            return outside(room - counted, 0, Math.max(inFlight, inFlight()));
        });
    }

    private long inFlight() {
        return gateway.sessions().list().stream().mapToLong(Session::inFlight).sum();
    }

    private static long outside(long value, long from, long to) {
        return value < from ? from - value : Math.max(0, value - to);
    }

    private static long best(LongSupplier look) {
        long best = look.getAsLong();
        for (int i = 1; i < LOOKS && best > 0; i++) {
            best = Math.min(best, look.getAsLong());
        }
        return best;
    }
}
