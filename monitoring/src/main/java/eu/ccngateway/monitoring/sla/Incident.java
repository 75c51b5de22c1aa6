package eu.ccngateway.monitoring.sla;

import eu.ccngateway.monitoring.availability.Span;
import eu.ccngateway.monitoring.calendar.Unavailability;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Minutes without a gap in which a service was down and that count as the same.
 *
 * @param unavailability what the calendar has to say about it, if anything
 */
public record Incident(String service, Span span, State state, Optional<Unavailability> unavailability) {

    /** Those of the services with a clock of their own, by service and time. */
    public static List<Incident> in(States states, Span span) {
        List<Incident> incidents = new ArrayList<>();
        for (String service : states.services().clocks()) {
            byte[] minutes = states.of(service, span);
            for (int i = 0; i < minutes.length; ) {
                int end = i + 1;
                while (end < minutes.length && minutes[end] == minutes[i]) {
                    end++;
                }
                State state = State.ALL[minutes[i]];
                if (state == State.SCHEDULED || state == State.UNSCHEDULED) {
                    Span part = new Span(span.from() + i, span.from() + end);
                    incidents.add(new Incident(service, part, state, find(states, service, part)));
                }
                i = end;
            }
        }
        return incidents;
    }

    private static Optional<Unavailability> find(States states, String service, Span part) {
        Set<String> names = states.services().withGroups(service);
        return states.calendar().all().stream()
                .filter(it -> names.contains(it.planned().service()) && meets(it, part))
                .findFirst();
    }

    private static boolean meets(Unavailability it, Span part) {
        Instant from = it.started().orElse(it.planned().from());
        Instant to = it.ended().or(it.planned()::to).orElse(Instant.MAX);
        return it.withdrawn().isEmpty()
                && from.isBefore(Span.instant(part.to()))
                && to.isAfter(Span.instant(part.from()));
    }
}
