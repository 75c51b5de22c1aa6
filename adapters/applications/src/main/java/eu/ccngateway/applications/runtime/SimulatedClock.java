package eu.ccngateway.applications.runtime;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A clock that may run faster than the real one, and may be moved on: for timers that last days. Never goes back. */
public final class SimulatedClock extends Clock {

    private final Clock real;
    private final double speed;
    private final Instant realStart;
    private Instant start;

    /** @param speed seconds of this clock in one of the real one */
    public SimulatedClock(Clock real, double speed) {
        if (!(speed > 0 && speed <= 1_000_000)) {
            throw new IllegalArgumentException("clock speed: " + speed + " (expected: more than 0, at most 1000000)");
        }
        this.real = real;
        this.speed = speed;
        this.realStart = real.instant();
        this.start = realStart;
    }

    @Override
    public synchronized Instant instant() {
        return start.plusNanos(
                (long) (Duration.between(realStart, real.instant()).toNanos() * speed));
    }

    /** Moves the clock on. */
    public synchronized void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("advance: " + by + " (expected: forwards)");
        }
        start = start.plus(by);
    }

    /** Moves the clock on to a moment, unless it is past it. */
    public synchronized void atLeast(Instant moment) {
        Instant now = instant();
        if (now.isBefore(moment)) {
            advance(Duration.between(now, moment));
        }
    }

    @Override
    public ZoneId getZone() {
        return real.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return real.getZone().equals(zone) ? this : Clock.fixed(instant(), zone);
    }
}
