package eu.ccngateway.node;

import java.time.Instant;
import java.util.Locale;

/** The number a gateway gives a message when it accepts it: grows with time, never used twice, shown as 16 hex digits. */
public record AcceptanceId(long value) implements Comparable<AcceptanceId> {

    private static final long EPOCH_MS = Instant.parse("2020-01-01T00:00:00Z").toEpochMilli();
    private static final int SEQUENCE_BITS = 22;

    /** About when it was given; {@link Accepted#at} is exact. */
    public Instant at() {
        return Instant.ofEpochMilli(EPOCH_MS + (value >>> SEQUENCE_BITS));
    }

    @Override
    public int compareTo(AcceptanceId other) {
        return Long.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%016x", value);
    }
}
