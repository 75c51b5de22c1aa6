package eu.ccngateway.monitoring.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/** Mondays to Fridays that are no holidays, where a service is looked after. */
public record WorkingDays(ZoneId zone, Set<LocalDate> holidays) {

    public WorkingDays {
        holidays = Set.copyOf(holidays);
    }

    public boolean contains(LocalDate day) {
        DayOfWeek weekday = day.getDayOfWeek();
        return weekday != DayOfWeek.SATURDAY && weekday != DayOfWeek.SUNDAY && !holidays.contains(day);
    }

    /** The same time of day, so many working days earlier. */
    Instant before(Instant moment, int days) {
        ZonedDateTime at = moment.atZone(zone);
        LocalDate day = at.toLocalDate();
        for (int left = days; left > 0; ) {
            day = day.minusDays(1);
            if (contains(day)) {
                left--;
            }
        }
        return day.atTime(at.toLocalTime()).atZone(zone).toInstant();
    }
}
