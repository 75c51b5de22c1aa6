package eu.ccngateway.gateway.exchange;

import java.time.Clock;
import java.time.Instant;

/**
 * Numbers that grow with time and are never given twice: milliseconds since 2020 in the upper bits, a sequence in the
 * lower 22. Thread-safe.
 */
public final class AcceptanceIds {

    private static final int SEQUENCE_BITS = 22;
    private static final long EPOCH_MS = Instant.parse("2020-01-01T00:00:00Z").toEpochMilli();

    private final Clock clock;
    private long last;

    /** @param last the highest one given before, so that a clock set back does not repeat numbers */
    public AcceptanceIds(Clock clock, long last) {
        this.clock = clock;
        this.last = last;
    }

    /** The first of {@code count} numbers that follow each other. */
    public synchronized long next(int count) {
        long first = Math.max(last + 1, clock.millis() - EPOCH_MS << SEQUENCE_BITS);
        last = first + count - 1;
        return first;
    }

    /** No number up to this one is given any more. */
    public synchronized void raise(long taken) {
        last = Math.max(last, taken);
    }

    /** 16 hex digits, as people see it. */
    public static String text(long acceptance) {
        return String.format("%016x", acceptance);
    }
}
