package eu.ccngateway.monitoring.replay;

import eu.ccngateway.monitoring.availability.Service;
import eu.ccngateway.monitoring.availability.Services;
import eu.ccngateway.monitoring.availability.Span;
import eu.ccngateway.monitoring.replay.Published.Kind;
import eu.ccngateway.monitoring.sla.Figure;
import eu.ccngateway.monitoring.sla.Figures;
import eu.ccngateway.monitoring.sla.Records;
import eu.ccngateway.monitoring.sla.Volumes;
import eu.ccngateway.monitoring.sla.Volumes.Volume;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the instrument recorded in a declared year, and the cells of the table that follow from it. */
public final class ReplayedYear {

    private static final int QUANTUM_DECIMALS = 4;

    private final Scenario scenario;
    private final Records records;
    private final Figures figures;
    private final Map<String, Volume> counted;

    private ReplayedYear(Scenario scenario, Records records) {
        this.scenario = scenario;
        this.records = records;
        this.figures = records.figures();
        Span span = Span.ofYear(scenario.year(), records.services().zone());
        this.counted = Volumes.between(records.counted(), Span.instant(span.from()), Span.instant(span.to()));
    }

    /** Lets the instrument live through the year. */
    public static ReplayedYear of(Scenario scenario, Services services) throws IOException {
        return new ReplayedYear(scenario, Replay.ofYear(services, scenario).run());
    }

    public Scenario scenario() {
        return scenario;
    }

    public Records records() {
        return records;
    }

    /** The availability of every service of the table: those with a title of their own. */
    List<Cell> availability(List<Published.Row> published) {
        List<Cell> cells = new ArrayList<>();
        for (Service service : records.services().byName().values()) {
            if (!service.title().equals(service.name())) {
                cells.add(availability(service.name(), find(published, Kind.AVAILABILITY, service.name())));
            }
        }
        return cells;
    }

    private Cell availability(String service, Optional<BigDecimal> published) {
        Figure figure = figures.ofYear(service, scenario.window(), scenario.year());
        Map<String, BigDecimal> others = new LinkedHashMap<>();
        for (String window : records.services().windows().keySet()) {
            if (!window.equals(scenario.window())) {
                others.put(
                        window,
                        figures.ofYear(service, window, scenario.year())
                                .tally()
                                .low()
                                .percent());
            }
        }
        BigDecimal low = figure.tally().low().percent();
        BigDecimal high = figure.tally().high().percent();
        return new Cell(
                Kind.AVAILABILITY,
                service,
                scenario.year(),
                "percent",
                published,
                low,
                Optional.of(high).filter(it -> it.compareTo(low) != 0),
                Optional.of(figure.tally().lowWithoutPlanned().percent()),
                scenario.window(),
                others,
                Optional.empty(),
                scenario.fittedTo(service));
    }

    /** The network's messages and bytes. */
    List<Cell> volume(List<Published.Row> published) {
        if (counted.isEmpty()) {
            return List.of();
        }
        Volume sum = Volumes.sum(counted).times(scenario.traffic().scale());
        return List.of(
                plain(Kind.VOLUME, "CCN_MESSAGES", "million messages", published, sum.millions(), Optional.empty()),
                plain(Kind.VOLUME, "CCN_VOLUME", "TB", published, sum.terabytes(), Optional.empty()));
    }

    /** How each application's messages grew since another year. */
    List<Cell> growth(ReplayedYear before, List<Published.Row> published) {
        List<Cell> cells = new ArrayList<>();
        for (Map.Entry<String, Volume> each : counted.entrySet()) {
            Volume then = before.counted.get(each.getKey());
            if (then != null && find(published, Kind.GROWTH, each.getKey()).isPresent()) {
                BigDecimal grown = Volumes.growth(
                                then.times(before.scenario.traffic().scale()),
                                each.getValue().times(scenario.traffic().scale()))
                        .orElseThrow();
                BigDecimal quantum = BigDecimal.valueOf(100)
                        .divide(BigDecimal.valueOf(then.messages()), QUANTUM_DECIMALS, RoundingMode.UP);
                cells.add(plain(Kind.GROWTH, each.getKey(), "percent", published, grown, Optional.of(quantum)));
            }
        }
        return cells;
    }

    private Cell plain(
            Kind kind,
            String key,
            String unit,
            List<Published.Row> published,
            BigDecimal measured,
            Optional<BigDecimal> quantum) {
        return new Cell(
                kind,
                key,
                scenario.year(),
                unit,
                find(published, kind, key),
                measured,
                Optional.empty(),
                Optional.empty(),
                kind == Kind.GROWTH ? "year on year" : "year",
                Map.of(),
                quantum,
                scenario.fittedTo(key));
    }

    private Optional<BigDecimal> find(List<Published.Row> published, Kind kind, String key) {
        return published.stream()
                .filter(row -> row.kind() == kind && row.key().equals(key) && row.year() == scenario.year())
                .map(Published.Row::value)
                .findFirst();
    }
}
