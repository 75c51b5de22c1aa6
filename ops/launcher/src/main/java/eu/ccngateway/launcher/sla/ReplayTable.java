package eu.ccngateway.launcher.sla;

import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.Fields;
import eu.ccngateway.launcher.console.Json;
import eu.ccngateway.launcher.console.Listing;
import eu.ccngateway.launcher.console.OutputFormat;
import eu.ccngateway.monitoring.availability.Services;
import eu.ccngateway.monitoring.replay.Cell;
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

/** Prints replayed years: what is claimed, then the cells. */
final class ReplayTable {

    private static final int HASH_SHOWN = 16;

    private final List<ReplayedYear> years;
    private final List<Cell> cells;
    private final Services services;

    ReplayTable(List<ReplayedYear> years, List<Cell> cells) {
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
        lines.add("rolling upgrades instead of stop-the-world releases: not measured");
        return lines;
    }

    String json(Cell cell) {
        Fields fields = new Fields()
                .add("kind", cell.kind().name().toLowerCase(Locale.ROOT))
                .add("service", cell.service())
                .add("year", cell.year())
                .add("unit", cell.unit())
                .add("published", cell.published())
                .add("measured", cell.measured())
                .add("measuredUpTo", cell.measuredUpTo())
                .add("measuredWithoutPlanned", cell.measuredWithoutPlanned())
                .add("window", cell.window())
                .add("difference", cell.difference())
                .add("quantum", cell.quantum())
                .add("fittedParameters", cell.fittedParameters());
        if (!cell.otherWindows().isEmpty()) {
            fields.add("otherWindows", cell.otherWindows());
        }
        Optional<ReplayedYear> year =
                years.stream().filter(it -> it.scenario().year() == cell.year()).findFirst();
        return Json.write(
                fields.add("scenario", year.map(it -> it.scenario().sha256())).values());
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
