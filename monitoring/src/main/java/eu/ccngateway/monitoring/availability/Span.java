package eu.ccngateway.monitoring.availability;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;

/**
 * A stretch of minutes, each named by the minutes from 1970 in UTC to its start.
 *
 * @param to exclusive
 */
public record Span(long from, long to) {

    private static final long SECONDS = 60;

    /** Twenty years; more is a mistake. */
    private static final long LENGTH_MAX = 20L * 366 * 24 * 60;

    public Span {
        if (from > to || to - from > LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "span: " + from + " to " + to + " (expected: at most " + LENGTH_MAX + ")");
        }
    }

    /** A month as it is in a time zone. */
    public static Span of(YearMonth month, ZoneId zone) {
        return new Span(start(month, zone), start(month.plusMonths(1), zone));
    }

    /** A year as it is in a time zone. */
    public static Span ofYear(int year, ZoneId zone) {
        return new Span(start(YearMonth.of(year, 1), zone), start(YearMonth.of(year + 1, 1), zone));
    }

    /** The minutes that start in an interval. */
    public static Span between(Instant from, Instant to) {
        return new Span(first(from), first(to));
    }

    private static long start(YearMonth month, ZoneId zone) {
        return minute(month.atDay(1).atStartOfDay(zone).toInstant());
    }

    /** The minute a moment lies in. */
    public static long minute(Instant moment) {
        return Math.floorDiv(moment.getEpochSecond(), SECONDS);
    }

    /** The first minute that starts at a moment or after it. */
    public static long first(Instant moment) {
        long minute = minute(moment);
        return instant(minute).isBefore(moment) ? minute + 1 : minute;
    }

    public static Instant instant(long minute) {
        return Instant.ofEpochSecond(minute * SECONDS);
    }

    public int length() {
        return (int) (to - from);
    }

    /** What both have in common; empty, and within this one, where they do not meet. */
    public Span meet(Span other) {
        long start = Math.min(Math.max(from, other.from), to);
        return new Span(start, Math.max(start, Math.min(to, other.to)));
    }
}
