package eu.ccngateway.applications.runtime;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Supplier;

/** Message identifications of 11 characters: the microsecond, or the next one that is free. Unique for a sender for ever. */
public final class Serials implements Supplier<String> {

    private final Clock clock;
    private long last;

    /** @param clock the real one, as a simulated one may run again through the same time */
    public Serials(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized String get() {
        long now = Duration.between(Instant.EPOCH, clock.instant()).toNanos() / 1_000;
        last = Math.max(last + 1, now);
        return Long.toString(last, 36).toUpperCase(Locale.ROOT);
    }
}
