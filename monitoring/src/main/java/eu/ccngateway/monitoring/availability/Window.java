package eu.ccngateway.monitoring.availability;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Set;

/**
 * The minutes that count: those whose local time, on the right days, lies between two times of day. A day on which clocks are
 * changed has the minutes its clocks show.
 *
 * @param from minutes after midnight
 * @param to exclusive; 1440 is midnight
 * @param holidays days that do not count
 */
public record Window(String name, Set<DayOfWeek> days, int from, int to, Set<LocalDate> holidays, ZoneId zone) {

    private static final int HOUR = 60;
    private static final int DAY = 24 * HOUR;

    public Window {
        days = Set.copyOf(days);
        holidays = Set.copyOf(holidays);
        if (from < 0 || from >= to || to > DAY) {
            throw new IllegalArgumentException(
                    name + ": minutes " + from + " to " + to + " (expected: a from before a to, within 0-1440)");
        }
    }

    /** For each minute of a span whether it counts. */
    public boolean[] minutes(Span span) {
        boolean[] counts = new boolean[span.length()];
        LocalDate day = Span.instant(span.from()).atZone(zone).toLocalDate();
        for (ZonedDateTime midnight = day.atStartOfDay(zone); minute(midnight) < span.to(); ) {
            ZonedDateTime next = midnight.toLocalDate().plusDays(1).atStartOfDay(zone);
            if (contains(midnight.toLocalDate())) {
                paint(counts, span, midnight, next);
            }
            midnight = next;
        }
        return counts;
    }

    private boolean contains(LocalDate day) {
        return days.contains(day.getDayOfWeek()) && !holidays.contains(day);
    }

    private void paint(boolean[] counts, Span span, ZonedDateTime midnight, ZonedDateTime next) {
        long first = minute(midnight);
        long end = minute(next);
        if (end - first == DAY && midnight.getOffset().equals(next.getOffset())) {
            Span painted = span.meet(new Span(first + from, first + to));
            Arrays.fill(counts, (int) (painted.from() - span.from()), (int) (painted.to() - span.from()), true);
            return;
        }
        Span day = span.meet(new Span(first, end));
        for (long minute = day.from(); minute < day.to(); minute++) {
            ZonedDateTime local = Instant.ofEpochSecond(minute * HOUR).atZone(zone);
            int ofDay = local.getHour() * HOUR + local.getMinute();
            counts[(int) (minute - span.from())] = from <= ofDay && ofDay < to;
        }
    }

    private static long minute(ZonedDateTime moment) {
        return Span.minute(moment.toInstant());
    }
}
