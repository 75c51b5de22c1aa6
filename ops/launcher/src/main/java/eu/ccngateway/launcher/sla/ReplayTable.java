package eu.ccngateway.launcher.sla;

import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.Fields;
import eu.ccngateway.launcher.console.Json;
import eu.ccngateway.launcher.console.Listing;
import eu.ccngateway.launcher.console.OutputFormat;
import eu.ccngateway.monitoring.availability.Services;
import eu.ccngateway.monitoring.replay.Cell;
import eu.ccngateway.monitoring.replay.CounterFactual;
import eu.ccngateway.monitoring.replay.Interruptions;
import eu.ccngateway.monitoring.replay.Published.Kind;
import eu.ccngateway.monitoring.replay.ReplayedYear;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Prints replayed years: what is claimed, then the cells. */
final class ReplayTable {

    private static final int HASH_SHOWN = 16;

    private final List<ReplayedYear> years;
    private final List<Cell> cells;
    private final Services services;
    private final Optional<Interruptions> interruptions;

    /** @param interruptions measured ones, instead of stops for releases */
    ReplayTable(List<ReplayedYear> years, List<Cell> cells, Optional<Interruptions> interruptions) {
        this.interruptions = interruptions;
        this.years = years;
        this.cells = cells;
        this.services = years.get(0).records().services();
    }

    /** What stands above the table. */
    List<String> claim() {
        List<String> lines = new ArrayList<>();
        lines.add("Given these declared events, the instrument yields this table. It is not what happened.");
        if (cells.stream().anyMatch(cell -> cell.fittedParameters() > 0)) {
            lines.add(
                    "Dates, causes and traffic mix are unpublished: each figure's fitted number was chosen to show the"
                            + " published value.");
        }
        for (ReplayedYear year : years) {
            lines.add("scenario " + year.scenario().year() + ": sha256 " + hash(year) + ", fitted to window "
                    + year.scenario().window() + "; the other windows are consequences");
            year.scenario().assumptions().forEach(line -> lines.add("  assumed: " + line));
        }
        services.byName().values().stream()
                .filter(service -> service.isGroup())
                .forEach(service ->
                        lines.add(service.name() + ": " + service.aggregation().sentence() + ", "
                                + service.members().size() + " members"));
        lines.add(
                "attribution: downtime belongs to the layer that failed; behind it, minutes are not observable and count as"
                        + " no downtime");
        lines.add("scheduled: announced " + services.notice().workingDays() + " working days before"
                + (services.notice().isAgreementNeeded() ? " and agreed" : "")
                + "; partial outages count from " + services.partialFrom() + " percent of what is tried on");
        lines.add(
                "counting: one message = one accepted put that is neither a report nor a probe; bytes = payload; TB = 10^12;"
                        + " one counted message stands for "
                        + years.get(0).scenario().traffic().scale());
        lines.add(interruptions
                .map(it -> "restarts instead of stop-the-world releases: " + it.count() + " measured, median "
                        + it.medianSeconds() + " s, longest " + it.maxSeconds()
                        + " s, as a node sees it; every declared release of the network is taken to cost one")
                .orElse("restarts instead of stop-the-world releases: not measured"));
        return lines;
    }

    /** The eight fields every cell has, null where it has nothing to say; and all there is to know about it. */
    String json(Cell cell, boolean isDetailed) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("service", cell.service());
        values.put("year", cell.year());
        values.put("published", cell.published().orElse(null));
        values.put("measured", cell.measured());
        values.put("measuredWithoutPlanned", cell.measuredWithoutPlanned().orElse(null));
        values.put("window", cell.window());
        values.put("difference", cell.difference().orElse(null));
        values.put("fittedParameters", cell.fittedParameters());
        return Json.write(isDetailed ? details(cell, values) : values);
    }

    private Map<String, Object> details(Cell cell, Map<String, @Nullable Object> values) {
        Fields fields = new Fields();
        values.forEach((name, value) -> fields.add(name, Optional.ofNullable(value)));
        fields.add("kind", cell.kind().name().toLowerCase(Locale.ROOT))
                .add("unit", cell.unit())
                .add("measuredUpTo", cell.measuredUpTo())
                .add("quantum", cell.quantum())
                .add("withMedianRestarts", restarted(cell, Interruptions::medianSeconds))
                .add("withLongestRestarts", restarted(cell, Interruptions::maxSeconds));
        if (!cell.otherWindows().isEmpty()) {
            fields.add("otherWindows", cell.otherWindows());
        }
        return fields.add("scenario", year(cell).map(it -> it.scenario().sha256()))
                .values();
    }

    private Optional<ReplayedYear> year(Cell cell) {
        return years.stream().filter(it -> it.scenario().year() == cell.year()).findFirst();
    }

    /** What the network's figure would be with restarts like the measured ones. */
    private Optional<BigDecimal> restarted(Cell cell, Function<Interruptions, BigDecimal> seconds) {
        boolean isNetwork = cell.kind() == Kind.AVAILABILITY && cell.service().equals(CounterFactual.NETWORK);
        return !isNetwork
                ? Optional.empty()
                : interruptions.flatMap(it -> year(cell).map(year -> new CounterFactual(year).with(seconds.apply(it))));
    }

    /** One line an indicator and row, one column a year, as the published table has them. */
    void print(Console console) {
        Set<Integer> columns = new LinkedHashSet<>();
        cells.forEach(cell -> columns.add(cell.year()));
        List<String> titles = new ArrayList<>(List.of("indicator=INDICATOR", "row="));
        columns.stream().sorted().forEach(year -> titles.add(year + "=" + year));
        Map<String, List<Cell>> byIndicator = new LinkedHashMap<>();
        cells.forEach(cell -> byIndicator
                .computeIfAbsent(cell.kind() + " " + cell.service(), key -> new ArrayList<>())
                .add(cell));
        try (Listing listing = new Listing(console, OutputFormat.TABLE, titles.toArray(String[]::new))) {
            for (List<Cell> indicator : byIndicator.values()) {
                Cell first = indicator.get(0);
                String name = first.service() + (first.kind() == Kind.GROWTH ? " growth" : "") + ", " + first.unit();
                add(listing, name, "measured " + first.window(), indicator, cell -> Optional.of(cell.measured()));
                add(listing, "", "  up to (unknown minutes)", indicator, Cell::measuredUpTo);
                add(listing, "", "published", indicator, Cell::published);
                add(listing, "", "difference", indicator, Cell::difference);
                add(listing, "", "without planned", indicator, Cell::measuredWithoutPlanned);
                for (String window : first.otherWindows().keySet()) {
                    add(
                            listing,
                            "",
                            "  " + window,
                            indicator,
                            cell -> Optional.ofNullable(cell.otherWindows().get(window)));
                }
                add(
                        listing,
                        "",
                        "with restarts, median",
                        indicator,
                        cell -> restarted(cell, Interruptions::medianSeconds));
                add(
                        listing,
                        "",
                        "with restarts, longest",
                        indicator,
                        cell -> restarted(cell, Interruptions::maxSeconds));
                add(listing, "", "  one counted message", indicator, Cell::quantum);
                add(
                        listing,
                        "",
                        "fitted numbers",
                        indicator,
                        cell -> Optional.of(BigDecimal.valueOf(cell.fittedParameters())));
            }
        }
    }

    private static void add(
            Listing listing, String name, String row, List<Cell> cells, Function<Cell, Optional<BigDecimal>> value) {
        if (cells.stream().noneMatch(cell -> value.apply(cell).isPresent())) {
            return;
        }
        Fields fields = new Fields().add("indicator", name).add("row", row);
        cells.forEach(cell ->
                fields.add(Integer.toString(cell.year()), value.apply(cell).map(BigDecimal::toPlainString)));
        listing.add(fields);
    }

    private static String hash(ReplayedYear year) {
        return year.scenario().sha256().substring(0, HASH_SHOWN);
    }
}
