package eu.ccngateway.monitoring.replay;

import eu.ccngateway.monitoring.availability.Probes;
import eu.ccngateway.monitoring.availability.Services;
import eu.ccngateway.monitoring.replay.Scenario.Event;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The world a prober finds: declared stops, and nothing behind a layer that is down. Asked for ever later moments.
 */
final class DeclaredWorld implements Probes {

    private static final int PERCENT = 100;

    private record Stop(List<Integer> clocks, Instant from, Instant to, int lost) {}

    private final int[][] fronts;
    private final List<Stop> coming;
    private final List<Stop> present = new ArrayList<>();
    private int next;
    private Instant nextChange = Instant.MIN;
    private int[] lost;

    DeclaredWorld(Services services, List<Event> events) {
        List<String> clocks = services.clocks();
        fronts = clocks.stream()
                .map(name -> services.inFrontOf(name).stream()
                        .mapToInt(clocks::indexOf)
                        .toArray())
                .toArray(int[][]::new);
        coming = events.stream()
                .flatMap(event -> event.starts().stream().map(start -> stop(services, clocks, event, start)))
                .sorted(Comparator.comparing(Stop::from))
                .toList();
        lost = new int[clocks.size()];
    }

    private static Stop stop(Services services, List<String> clocks, Event event, LocalDateTime start) {
        Instant from = start.atZone(services.zone()).toInstant();
        List<Integer> stopped = event.services().stream()
                .flatMap(name -> services.clocksOf(name).stream())
                .distinct()
                .map(clocks::indexOf)
                .toList();
        return new Stop(
                stopped,
                from,
                from.plus(event.lasts()),
                PERCENT * event.lost().of() / event.lost().all());
    }

    @Override
    public int[] look(Instant now) {
        if (!now.isBefore(nextChange)) {
            change(now);
        }
        return lost;
    }

    private void change(Instant now) {
        present.removeIf(stop -> !stop.to.isAfter(now));
        while (next < coming.size() && !coming.get(next).from.isAfter(now)) {
            if (coming.get(next).to.isAfter(now)) {
                present.add(coming.get(next));
            }
            next++;
        }
        nextChange = next < coming.size() ? coming.get(next).from : Instant.MAX;
        int[] own = new int[lost.length];
        for (Stop stop : present) {
            nextChange = stop.to.isBefore(nextChange) ? stop.to : nextChange;
            stop.clocks.forEach(clock -> own[clock] = Math.max(own[clock], stop.lost));
        }
        lost = own.clone();
        for (int i = 0; i < lost.length; i++) {
            for (int front : fronts[i]) {
                lost[i] = Math.max(lost[i], own[front]);
            }
        }
    }
}
