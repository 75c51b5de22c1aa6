package eu.ccngateway.monitoring.replay;

import eu.ccngateway.monitoring.calendar.Cause;
import eu.ccngateway.monitoring.calendar.Party;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A declared year: what stopped, when, why, and who was told how early; and how much was sent. No percentages, no states.
 *
 * @param window the window its fitted numbers were fitted to; the others are consequences
 * @param gaps when the prober did not run
 * @param sha256 of the file, so that a printed table says what it came from
 */
public record Scenario(
        int year,
        String title,
        List<String> assumptions,
        String window,
        List<Event> events,
        List<Gap> gaps,
        Traffic traffic,
        String sha256) {

    public Scenario {
        assumptions = List.copyOf(assumptions);
        events = List.copyOf(events);
        gaps = List.copyOf(gaps);
    }

    /**
     * Something that stopped, once or several times.
     *
     * @param services services or groups
     * @param starts local times
     * @param lost of what is tried, the part that fails
     * @param fittedTo the published figures that one of its numbers was chosen to show
     */
    public record Event(
            String name,
            List<String> services,
            List<LocalDateTime> starts,
            Duration lasts,
            Part lost,
            Cause cause,
            Party party,
            Optional<Notice> notice,
            List<String> fittedTo) {}

    /** So many of so many. */
    public record Part(int of, int all) {}

    /**
     * That a stop was announced.
     *
     * @param before how long before its beginning
     * @param planned how long it was to last
     */
    public record Notice(Duration before, Duration planned, boolean isAgreed) {}

    /** A stretch in which nobody measured. */
    public record Gap(LocalDateTime start, Duration lasts) {}

    /**
     * What was sent in the year.
     *
     * @param scale how many real messages one counted message stands for
     */
    public record Traffic(long scale, Map<String, Sent> applications) {}

    /**
     * Of one application.
     *
     * @param payload bytes of each
     * @param fittedTo the published figures that one of its numbers was chosen to show
     */
    public record Sent(long messages, long payload, List<String> fittedTo) {}

    /** How many of its numbers were chosen so that a figure comes out as published. */
    public int fittedTo(String figure) {
        long numbers = events.stream()
                        .filter(event -> event.fittedTo().contains(figure))
                        .count()
                + traffic.applications().values().stream()
                        .filter(sent -> sent.fittedTo().contains(figure))
                        .count();
        return Math.toIntExact(numbers);
    }
}
