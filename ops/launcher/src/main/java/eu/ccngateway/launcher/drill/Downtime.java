package eu.ccngateway.launcher.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of real time in which something was down.
 *
 * @param name why
 */
record Downtime(String component, String name, Instant from, Instant to) {

    Duration length() {
        return Duration.between(from, to);
    }

    /** What of it lies between two moments; nothing or one. */
    List<Downtime> within(Instant lower, Instant upper) {
        Instant start = from.isBefore(lower) ? lower : from;
        Instant end = to.isAfter(upper) ? upper : to;
        return start.isBefore(end) ? List.of(new Downtime(component, name, start, end)) : List.of();
    }

    /** What is left of it without others. */
    List<Downtime> without(List<Downtime> others) {
        List<Downtime> left = List.of(this);
        for (Downtime other : others) {
            List<Downtime> next = new ArrayList<>();
            for (Downtime piece : left) {
                next.addAll(piece.within(Instant.MIN, other.from));
                next.addAll(piece.within(other.to, Instant.MAX));
            }
            left = next;
        }
        return left;
    }
}
