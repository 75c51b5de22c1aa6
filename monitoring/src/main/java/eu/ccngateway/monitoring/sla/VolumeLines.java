package eu.ccngateway.monitoring.sla;

import eu.ccngateway.monitoring.availability.Span;
import eu.ccngateway.monitoring.sla.Volumes.Volume;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Volumes of periods, by application and in all, in every way of counting. */
public final class VolumeLines {

    /** All applications together. */
    public static final String ALL = "ALL";

    private static final int YEAR_LENGTH = 4;

    private VolumeLines() {}

    /**
     * The volume of an application in a period.
     *
     * @param growth of the messages since the same period before, in percent; empty where there were none
     */
    public record Line(String application, String period, Map<Counting, Volume> volumes, Optional<BigDecimal> growth) {

        public Volume of(Counting counting) {
            return volumes.getOrDefault(counting, Volume.NONE);
        }
    }

    /** Nothing for periods in which nothing was counted. */
    public static List<Line> of(Records records, List<String> periods) {
        List<Line> lines = new ArrayList<>();
        ZoneId zone = records.services().zone();
        for (String period : periods) {
            Map<Counting, Map<String, Volume>> now = counted(records, span(period, zone));
            Map<String, Volume> before =
                    Volumes.between(records.counted(), start(before(period), zone), end(before(period), zone));
            TreeSet<String> applications = new TreeSet<>();
            now.values().forEach(each -> applications.addAll(each.keySet()));
            for (String application : applications) {
                Map<Counting, Volume> volumes = new EnumMap<>(Counting.class);
                now.forEach((counting, each) ->
                        Optional.ofNullable(each.get(application)).ifPresent(it -> volumes.put(counting, it)));
                lines.add(line(application, period, volumes, before.getOrDefault(application, Volume.NONE)));
            }
            if (!applications.isEmpty()) {
                Map<Counting, Volume> sums = new EnumMap<>(Counting.class);
                now.forEach((counting, each) -> sums.put(counting, Volumes.sum(each)));
                lines.add(line(ALL, period, sums, Volumes.sum(before)));
            }
        }
        return lines;
    }

    private static Line line(String application, String period, Map<Counting, Volume> volumes, Volume before) {
        Volume messages = volumes.getOrDefault(Counting.MESSAGES, Volume.NONE);
        return new Line(application, period, volumes, Volumes.growth(before, messages));
    }

    private static Map<Counting, Map<String, Volume>> counted(Records records, Span span) {
        Map<Counting, Map<String, Volume>> counted = new EnumMap<>(Counting.class);
        for (Counting counting : Counting.values()) {
            counted.put(
                    counting,
                    Volumes.between(records.counted(), Span.instant(span.from()), Span.instant(span.to()), counting));
        }
        return counted;
    }

    private static String before(String period) {
        return period.length() == YEAR_LENGTH
                ? Integer.toString(Integer.parseInt(period) - 1)
                : YearMonth.parse(period).minusMonths(1).toString();
    }

    private static Instant start(String period, ZoneId zone) {
        return Span.instant(span(period, zone).from());
    }

    private static Instant end(String period, ZoneId zone) {
        return Span.instant(span(period, zone).to());
    }

    private static Span span(String period, ZoneId zone) {
        return period.length() == YEAR_LENGTH
                ? Span.ofYear(Integer.parseInt(period), zone)
                : Span.of(YearMonth.parse(period), zone);
    }
}
