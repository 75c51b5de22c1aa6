package eu.ccngateway.launcher.drill;

import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.Fields;
import eu.ccngateway.launcher.console.Listing;
import eu.ccngateway.launcher.console.OutputFormat;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.temporal.ChronoUnit;

/** Prints what came of a drill: a line a stretch of downtime, then a line a service. */
final class DrillTable {

    private static final int PERCENT = 100;

    private final Drill.Outcome outcome;
    private final double look;

    DrillTable(Drill.Outcome outcome) {
        this.outcome = outcome;
        this.look = outcome.interval().toMillis() / 1e3;
    }

    void print(Console console, OutputFormat format) {
        console.note("ccn: " + outcome.plan().outages().size() + " outages in " + number(outcome.windowSeconds(), 0)
                + " s, a look every " + number(look, 1) + " s; the time a restart takes is downtime; a stretch is right"
                + " where its length and the planned part of it are right to one look each");
        outcome.plan().leftOut().forEach(line -> console.note("ccn: left out, not in this network: " + line));
        try (Listing listing = new Listing(
                console,
                format,
                "service=SERVICE",
                "outage=OUTAGE",
                "what=WHAT",
                "stretches=N",
                "from=FROM",
                "realSeconds=REAL S",
                "measuredSeconds=MEASURED S",
                "errorSeconds=ERROR S",
                "errorPoints=ERROR PP",
                "realScheduled=PLANNED REAL S",
                "measuredScheduled=PLANNED MEASURED S",
                "isRight=RIGHT")) {
            outcome.findings().forEach(finding -> listing.add(fields(finding)));
        }
        try (Listing listing = new Listing(
                console,
                format,
                "service=SERVICE",
                "window=WINDOW S",
                "realSeconds=DOWN REAL S",
                "real=REAL %",
                "measured=MEASURED %",
                "withoutPlanned=WITHOUT PLANNED %",
                "invented=MINUTES MADE UP")) {
            outcome.totals().forEach(total -> listing.add(fields(total)));
        }
    }

    private Fields fields(Finding finding) {
        return new Fields()
                .add("service", finding.service())
                .add("outage", finding.name())
                .add("what", finding.kind())
                .add("stretches", finding.stretches())
                .add("from", finding.from().truncatedTo(ChronoUnit.MILLIS))
                .add("realSeconds", number(finding.real(), 1))
                .add("measuredSeconds", number(finding.measured(), 1))
                .add("errorSeconds", number(finding.error(), 1))
                .add("errorPoints", number(finding.error() / outcome.windowSeconds() * PERCENT, 3))
                .add("realScheduled", number(finding.realScheduled(), 1))
                .add("measuredScheduled", number(finding.measuredScheduled(), 1))
                .add("isRight", finding.isWithin(look));
    }

    private Fields fields(Drill.Total total) {
        double window = outcome.windowSeconds();
        return new Fields()
                .add("service", total.figure().service())
                .add("window", number(window, 0))
                .add("realSeconds", number(total.real(), 1))
                .add("real", number((1 - total.real() / window) * PERCENT, 2))
                .add("measured", total.figure().published())
                .add("withoutPlanned", total.figure().withoutPlanned())
                .add("invented", total.invented());
    }

    private static BigDecimal number(double value, int decimals) {
        return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP);
    }
}
