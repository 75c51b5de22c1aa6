package eu.ccngateway.loadtest.traffic;

import java.time.Duration;
import java.util.List;

/**
 * When messages are due, against the mean rate.
 *
 * @param isPoisson whether gaps are drawn at random, as independent senders make them, or are all alike
 * @param hours the load of each hour of a day against the day's mean; empty = no day
 * @param day how long a day takes in the run; a real one would be 24 hours
 * @param burstFactor the load within a burst against the load around it; 1 = no bursts
 * @param burstEvery from the start of a burst to the start of the next
 */
public record Rhythm(
        boolean isPoisson,
        List<Double> hours,
        Duration day,
        double burstFactor,
        Duration burstEvery,
        Duration burstLength) {

    private static final int HOURS = 24;
    private static final double FACTOR_MAX = 1000;

    /** All alike, all day. */
    public static final Rhythm EVEN =
            new Rhythm(false, List.of(), Duration.ofMinutes(1), 1, Duration.ofMinutes(1), Duration.ofSeconds(1));

    public Rhythm {
        hours = List.copyOf(hours);
        require(hours.isEmpty() || hours.size() == HOURS, "day.hours", hours.size() + " numbers", "24, or none");
        require(
                hours.stream().allMatch(hour -> hour >= 0 && hour <= FACTOR_MAX)
                        && (hours.isEmpty() || mean(hours) > 0),
                "day.hours",
                hours.toString(),
                "0 to 1000 each, not all 0");
        require(day.toMillis() > 0, "day.length", day.toString(), "longer than nothing");
        require(burstFactor >= 1 && burstFactor <= FACTOR_MAX, "bursts.factor", burstFactor + "", "1 to 1000");
        require(
                burstLength.toMillis() > 0 && burstLength.compareTo(burstEvery) < 0,
                "bursts.length",
                burstLength.toString(),
                "longer than nothing and shorter than bursts.every, " + burstEvery);
    }

    private static void require(boolean isGood, String key, String value, String expected) {
        if (!isGood) {
            throw new IllegalArgumentException(key + ": " + value + " (expected: " + expected + ")");
        }
    }

    private static double mean(List<Double> hours) {
        return hours.stream().mapToDouble(Double::doubleValue).average().orElse(1);
    }

    /** The load at a moment of the run against the mean of the run. */
    public double factor(double seconds) {
        return ofDay(seconds) * ofBurst(seconds);
    }

    private double ofDay(double seconds) {
        if (hours.isEmpty()) {
            return 1;
        }
        double days = seconds * 1000 / day.toMillis();
        return hours.get((int) ((days - Math.floor(days)) * HOURS)) / mean(hours);
    }

    private double ofBurst(double seconds) {
        if (burstFactor <= 1) {
            return 1;
        }
        double share = (double) burstLength.toMillis() / burstEvery.toMillis();
        double around = 1 / (1 - share + share * burstFactor);
        boolean isBurst = seconds * 1000 % burstEvery.toMillis() < burstLength.toMillis();
        return isBurst ? around * burstFactor : around;
    }
}
