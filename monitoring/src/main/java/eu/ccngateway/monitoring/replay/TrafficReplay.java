package eu.ccngateway.monitoring.replay;

import eu.ccngateway.monitoring.availability.Span;
import eu.ccngateway.monitoring.ledger.Ledger;
import eu.ccngateway.monitoring.replay.Scenario.Sent;
import eu.ccngateway.monitoring.replay.Scenario.Traffic;
import eu.ccngateway.monitoring.sla.VolumeCounter;
import java.io.IOException;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Set;

/**
 * Sends a year's messages through the counter, hour by hour: more on working days than on others, more by day than by night.
 * Nothing is lost to rounding: after each hour as much has been sent as its share of the year asks for.
 */
final class TrafficReplay {

    private static final int HOUR = 60;
    private static final int BUSY = 10;
    private static final int CALM = 4;
    private static final int QUIET = 2;
    private static final int MORNING = 7;
    private static final int EVENING = 20;

    private final Traffic traffic;
    private final Span span;
    private final ZoneId zone;

    TrafficReplay(Traffic traffic, Span span, ZoneId zone) {
        this.traffic = traffic;
        this.span = span;
        this.zone = zone;
    }

    void count(Ledger ledger, VirtualClock clock) throws IOException {
        VolumeCounter counter = new VolumeCounter(Set.of());
        long whole = weightUpTo(span.to());
        long weight = 0;
        long day = span.from();
        for (long hour = span.from(); hour < span.to(); hour += HOUR) {
            long next = weight + weight(hour);
            for (Map.Entry<String, Sent> each : traffic.applications().entrySet()) {
                long messages = share(each.getValue().messages(), next, whole)
                        - share(each.getValue().messages(), weight, whole);
                counter.accepted(
                        each.getKey(),
                        messages,
                        Math.multiplyExact(messages, each.getValue().payload()),
                        0);
            }
            weight = next;
            if (hour + HOUR - day >= 24 * HOUR || hour + HOUR >= span.to()) {
                clock.set(Span.instant(hour + HOUR));
                counter.write(ledger, "", Span.instant(day), Span.instant(hour + HOUR), Set.of());
                day = hour + HOUR;
            }
        }
    }

    private static long share(long messages, long weight, long whole) {
        return BigInteger.valueOf(messages)
                .multiply(BigInteger.valueOf(weight))
                .divide(BigInteger.valueOf(whole))
                .longValueExact();
    }

    private long weightUpTo(long end) {
        long sum = 0;
        for (long hour = span.from(); hour < end; hour += HOUR) {
            sum += weight(hour);
        }
        return sum;
    }

    private int weight(long minute) {
        Instant moment = Span.instant(minute);
        ZonedDateTime local = moment.atZone(zone);
        boolean isWeekend = local.getDayOfWeek() == DayOfWeek.SATURDAY || local.getDayOfWeek() == DayOfWeek.SUNDAY;
        boolean isDay = local.getHour() >= MORNING && local.getHour() < EVENING;
        return isWeekend ? QUIET : isDay ? BUSY : CALM;
    }
}
