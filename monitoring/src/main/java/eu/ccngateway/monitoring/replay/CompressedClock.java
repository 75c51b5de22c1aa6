package eu.ccngateway.monitoring.replay;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that goes faster than the real one from a moment on, so that a day can be lived through in less than an hour. As
 * text, {@code REAL=SHOWN*SPEED}, several processes can share one.
 */
public final class CompressedClock extends Clock {

    /** A minute a second: faster, and an outage of a minute could not be told from a slow answer. */
    public static final int SPEED_MAX = 60;

    private final Clock real;
    private final Instant realStart;
    private final Instant shownStart;
    private final int speed;

    /**
     * From {@code realStart} on, shows {@code shownStart} and then {@code speed} seconds for each real one.
     *
     * @throws IllegalArgumentException for a speed that is not 1 to {@link #SPEED_MAX}
     */
    public CompressedClock(Clock real, Instant realStart, Instant shownStart, int speed) {
        if (speed < 1 || speed > SPEED_MAX) {
            throw new IllegalArgumentException("speed: " + speed + " (expected: 1 to " + SPEED_MAX + ")");
        }
        this.real = real;
        this.realStart = realStart;
        this.shownStart = shownStart;
        this.speed = speed;
    }

    /** Reads what {@link #toString} wrote. */
    public static CompressedClock parse(String text, Clock real) {
        String[] parts = text.split("[=*]", -1);
        try {
            if (parts.length == 3) {
                return new CompressedClock(
                        real, Instant.parse(parts[0]), Instant.parse(parts[1]), Integer.parseInt(parts[2]));
            }
        } catch (DateTimeException | NumberFormatException e) {
            throw new IllegalArgumentException(expectation(text), e);
        }
        throw new IllegalArgumentException(expectation(text));
    }

    private static String expectation(String text) {
        return "clock: '" + text + "' (expected: as 2026-11-20T16:00:00Z=2019-04-10T06:00:00Z*20)";
    }

    public int speed() {
        return speed;
    }

    /** The real moment at which this clock shows another. */
    public Instant realOf(Instant shown) {
        return realStart.plusNanos(Duration.between(shownStart, shown).toNanos() / speed);
    }

    /** What this clock shows at a real moment. */
    public Instant shownAt(Instant moment) {
        return shownStart.plus(Duration.between(realStart, moment).multipliedBy(speed));
    }

    @Override
    public Instant instant() {
        return shownAt(real.instant());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new CompressedClock(real.withZone(zone), realStart, shownStart, speed);
    }

    @Override
    public String toString() {
        return realStart + "=" + shownStart + "*" + speed;
    }
}
