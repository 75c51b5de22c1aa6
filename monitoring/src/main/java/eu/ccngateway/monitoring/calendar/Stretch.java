package eu.ccngateway.monitoring.calendar;

import java.time.Instant;
import java.util.Optional;

/**
 * A part of a planned stop with the moment it was announced: what an amendment adds is announced when it is amended.
 *
 * @param to exclusive
 */
public record Stretch(Instant from, Instant to, Instant announced) {

    /** What of it lies within bounds. */
    Optional<Stretch> within(Instant lower, Instant upper) {
        Instant start = from.isBefore(lower) ? lower : from;
        Instant end = to.isAfter(upper) ? upper : to;
        return start.isBefore(end) ? Optional.of(new Stretch(start, end, announced)) : Optional.empty();
    }
}
