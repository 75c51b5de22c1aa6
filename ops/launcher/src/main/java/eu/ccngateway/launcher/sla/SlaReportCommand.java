package eu.ccngateway.launcher.sla;

import eu.ccngateway.gateway.yaml.FileInvalid;
import eu.ccngateway.launcher.availability.AvailabilityOption;
import eu.ccngateway.launcher.console.CommandFailed;
import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.console.Fields;
import eu.ccngateway.launcher.console.Listing;
import eu.ccngateway.launcher.console.OutputOption;
import eu.ccngateway.monitoring.ledger.Entry;
import eu.ccngateway.monitoring.ledger.LedgerDamaged;
import eu.ccngateway.monitoring.sla.Counting;
import eu.ccngateway.monitoring.sla.Figure;
import eu.ccngateway.monitoring.sla.FigureLines;
import eu.ccngateway.monitoring.sla.HtmlReport;
import eu.ccngateway.monitoring.sla.Months;
import eu.ccngateway.monitoring.sla.Records;
import eu.ccngateway.monitoring.sla.VolumeLines;
import eu.ccngateway.monitoring.sla.Volumes.Volume;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ccn sla report}. */
@Command(
        name = "report",
        description = {
            "Figures of years and months, for every service and window; as an interval where minutes are unknown.",
            "With --verify from an exported ledger alone: ends with 4 when it was changed, when closed months do not have the",
            "figures they were closed with, or when the figures are not those of --figures."
        },
        footer = {
            "",
            "Example:",
            "  ./ccn sla report 2019 2019-03",
            "  ./ccn sla report 2019 --html report.html --csv figures.csv --ledger ledger.csv",
            "  ./ccn sla report 2019 --verify ledger.csv --figures figures.csv"
        })
final class SlaReportCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "PERIOD", description = "2019 or 2019-03.")
    private List<String> periods = new ArrayList<>();

    @Mixin
    private AvailabilityOption availability = new AvailabilityOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Option(
            names = "--closed",
            paramLabel = "N",
            description = "As version N of the closed month said; needs one month.")
    private @Nullable Integer version;

    @Option(names = "--html", paramLabel = "FILE", description = "Writes one page that needs no network.")
    private @Nullable Path html;

    @Option(names = "--csv", paramLabel = "FILE", description = "Writes the figures as recompute.py prints them.")
    private @Nullable Path csv;

    @Option(names = "--ledger", paramLabel = "FILE", description = "Writes the raw ledger the figures are made of.")
    private @Nullable Path ledger;

    @Option(names = "--verify", paramLabel = "LEDGER", description = "Computes from this exported ledger.")
    private @Nullable Path verified;

    @Option(
            names = "--figures",
            paramLabel = "FILE",
            description = "With --verify: figures to compare, as --csv writes them.")
    private @Nullable Path expected;

    private final Console console;

    SlaReportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, FileInvalid {
        Records records = records();
        List<Figure> figures = FigureLines.of(records, periods);
        if (verified != null) {
            verify(records, figures);
        }
        if (csv != null) {
            Files.writeString(csv, FigureLines.csv(figures), StandardCharsets.UTF_8);
        }
        if (ledger != null) {
            Files.write(ledger, records.export(Clock.systemUTC().instant()));
        }
        if (html != null) {
            Files.writeString(html, new HtmlReport(records, periods).text(), StandardCharsets.UTF_8);
        }
        print(figures);
        print(VolumeLines.of(records, periods), records);
        return ExitCode.OK.number();
    }

    private Records records() throws IOException, FileInvalid {
        Records records = verified == null ? availability.directory().records() : exported(verified);
        if (version == null) {
            return records;
        }
        if (periods.size() != 1 || periods.get(0).length() != "2019-03".length()) {
            throw new CommandFailed(ExitCode.USAGE, "--closed with " + periods + " (expected: one month, as 2019-03)");
        }
        return new Months(records).version(YearMonth.parse(periods.get(0)), version);
    }

    private static Records exported(Path file) throws IOException {
        try {
            return Records.ofExport(Files.readAllBytes(file), file.toString());
        } catch (LedgerDamaged e) {
            throw new CommandFailed(ExitCode.NOT_VERIFIED, String.valueOf(e.getMessage()), e);
        }
    }

    private void verify(Records records, List<Figure> figures) throws IOException {
        List<String> changed = new Months(records).changed();
        if (!changed.isEmpty()) {
            throw new CommandFailed(
                    ExitCode.NOT_VERIFIED,
                    String.join(", ", changed)
                            + ": not the figures it was closed with; the ledger is not the one of then");
        }
        if (expected != null) {
            List<String> there = Files.readAllLines(expected, StandardCharsets.UTF_8);
            List<String> here = FigureLines.csv(figures).lines().toList();
            for (int i = 0; i < Math.max(there.size(), here.size()); i++) {
                String claimed = i < there.size() ? there.get(i) : "nothing";
                String computed = i < here.size() ? here.get(i) : "nothing";
                if (!claimed.equals(computed)) {
                    throw new CommandFailed(
                            ExitCode.NOT_VERIFIED,
                            expected + ": line " + (i + 1) + ": " + claimed + " (expected: " + computed + ")");
                }
            }
        }
        console.note("ccn: " + verified + ": verified");
    }

    private void print(List<Figure> figures) {
        try (Listing listing = new Listing(
                console,
                output.format(),
                "service=SERVICE",
                "period=PERIOD",
                "window=WINDOW",
                "published=PUBLISHED",
                "withoutPlanned=WITHOUT PLANNED",
                "scheduled=SCHEDULED",
                "unscheduled=UNSCHEDULED",
                "unknown=UNKNOWN",
                "target=TARGET",
                "budgetLeft=BUDGET LEFT",
                "burnRate=BURN RATE",
                "aggregation=AGGREGATION")) {
            for (Figure figure : figures) {
                listing.add(fields(figure));
            }
        }
    }

    private void print(List<VolumeLines.Line> lines, Records records) {
        try (Listing listing = new Listing(
                console,
                output.format(),
                "application=APPLICATION",
                "period=PERIOD",
                "messages=MESSAGES",
                "millions=MILLIONS",
                "bytes=BYTES",
                "terabytes=TB",
                "growth=GROWTH %",
                "reports=REPORTS",
                "probes=PROBES",
                "wireMessages=ALL ON THE WIRE",
                "wireBytes=BYTES ON THE WIRE")) {
            lines.forEach(line -> listing.add(fields(line)));
        }
        records.counted().stream()
                .map(Entry::recorded)
                .max(Comparator.naturalOrder())
                .filter(at -> !lines.isEmpty())
                .ifPresent(at -> console.note("ccn: volumes as counted up to " + at
                        + "; a message is an accepted put that is neither a report nor a probe, bytes are payload"));
    }

    private static Fields fields(VolumeLines.Line line) {
        Volume messages = line.of(Counting.MESSAGES);
        return new Fields()
                .add("application", line.application())
                .add("period", line.period())
                .add("messages", messages.messages())
                .add("millions", messages.millions())
                .add("bytes", messages.bytes())
                .add("terabytes", messages.terabytes())
                .add("growth", line.growth())
                .add("reports", line.of(Counting.REPORTS).messages())
                .add("probes", line.of(Counting.PROBES).messages())
                .add("wireMessages", line.of(Counting.WIRE).messages())
                .add("wireBytes", line.of(Counting.WIRE).bytes());
    }

    static Fields fields(Figure figure) {
        Fields fields = new Fields()
                .add("service", figure.service())
                .add("period", figure.period())
                .add("window", figure.window())
                .add("published", figure.published())
                .add("withoutPlanned", figure.withoutPlanned())
                .add("windowMinutes", figure.tally().window())
                .add("scheduled", figure.tally().scheduled())
                .add("unscheduled", figure.tally().unscheduled())
                .add("unknown", figure.tally().unknown())
                .add("notObservable", figure.tally().notObservable())
                .add("degraded", figure.tally().degraded())
                .add("target", figure.target())
                .add("budgetLeft", figure.budgetLeft())
                .add("burnRate", figure.burnRate());
        return figure.aggregation().isEmpty() ? fields : fields.add("aggregation", figure.aggregation());
    }
}
