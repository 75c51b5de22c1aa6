package eu.ccngateway.monitoring.replay;

import eu.ccngateway.monitoring.availability.Prober;
import eu.ccngateway.monitoring.availability.Services;
import eu.ccngateway.monitoring.availability.Span;
import eu.ccngateway.monitoring.availability.Tracker;
import eu.ccngateway.monitoring.calendar.CalendarBook;
import eu.ccngateway.monitoring.ledger.CheckedLines;
import eu.ccngateway.monitoring.ledger.Ledger;
import eu.ccngateway.monitoring.ledger.MemoryLines;
import eu.ccngateway.monitoring.sla.Records;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets the prober, the tracker, the calendar and the counters live through a stretch of time in a declared world. They are the
 * ones that run in production; only the clock, the disk and what the probes find are made up.
 */
public final class Replay {

    private final Services services;
    private final Scenario scenario;
    private final Span span;
    private final VirtualClock clock = new VirtualClock(Instant.EPOCH);
    private final MemoryLines seen = new MemoryLines();
    private final MemoryLines today = new MemoryLines();

    /** @param span the stretch that is lived through */
    public Replay(Services services, Scenario scenario, Span span) {
        this.services = services;
        this.scenario = scenario;
        this.span = span;
    }

    /** The whole year of a scenario. */
    public static Replay ofYear(Services services, Scenario scenario) {
        return new Replay(services, scenario, Span.ofYear(scenario.year(), services.zone()));
    }

    /** What was recorded. */
    public Records run() throws IOException {
        try (Ledger calendar = Ledger.open(new MemoryLines(), clock);
                Ledger counted = Ledger.open(new MemoryLines(), clock)) {
            Diary diary = new Diary(new CalendarBook(calendar), scenario.events(), services.zone());
            DeclaredWorld world = new DeclaredWorld(services, scenario.events());
            for (Span run : runs()) {
                measure(run, world, diary);
            }
            while (diary.nextAt().isBefore(Instant.MAX)) {
                clock.set(diary.nextAt());
                diary.takeNext();
            }
            new TrafficReplay(scenario.traffic(), span, services.zone()).count(counted, clock);
            return new Records(
                    services,
                    Ledger.read(seen.read(), "what was seen"),
                    CheckedLines.read(today.read(), "the last day"),
                    calendar.entries(),
                    counted.entries());
        }
    }

    /** The stretches between the stops of the prober. */
    private List<Span> runs() {
        List<Span> runs = new ArrayList<>();
        long from = span.from();
        List<Span> stops = scenario.gaps().stream()
                .map(gap -> {
                    Instant start = gap.start().atZone(services.zone()).toInstant();
                    return Span.between(start, start.plus(gap.lasts()));
                })
                .sorted((a, b) -> Long.compare(a.from(), b.from()))
                .toList();
        for (Span stop : stops) {
            runs.add(span.meet(new Span(from, Math.max(from, stop.from()))));
            from = Math.max(from, stop.to());
        }
        runs.add(span.meet(new Span(from, Math.max(from, span.to()))));
        return runs;
    }

    /** One life of the prober: it opens what the one before it left. */
    private void measure(Span run, DeclaredWorld world, Diary diary) throws IOException {
        try (Tracker tracker = new Tracker(services.clocks(), Ledger.open(seen, clock), CheckedLines.open(today))) {
            Prober prober = new Prober(services.clocks(), world, tracker, services.partialFrom());
            for (long minute = run.from(); minute < run.to(); minute++) {
                Instant now = Span.instant(minute);
                while (!diary.nextAt().isAfter(now)) {
                    clock.set(diary.nextAt());
                    diary.takeNext();
                }
                clock.set(now);
                prober.tick(now);
            }
            prober.finish();
        }
    }
}
