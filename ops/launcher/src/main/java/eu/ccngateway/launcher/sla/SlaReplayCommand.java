package eu.ccngateway.launcher.sla;

import eu.ccngateway.gateway.yaml.FileInvalid;
import eu.ccngateway.launcher.availability.LocalTime;
import eu.ccngateway.launcher.console.CommandFailed;
import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.console.OutputFormat;
import eu.ccngateway.launcher.console.OutputOption;
import eu.ccngateway.launcher.drill.DrillOptions;
import eu.ccngateway.launcher.drill.DrillPlan;
import eu.ccngateway.monitoring.availability.Services;
import eu.ccngateway.monitoring.availability.ServicesFile;
import eu.ccngateway.monitoring.replay.Cell;
import eu.ccngateway.monitoring.replay.Interruptions;
import eu.ccngateway.monitoring.replay.PublishedTable;
import eu.ccngateway.monitoring.replay.ReplayedYear;
import eu.ccngateway.monitoring.replay.Resources;
import eu.ccngateway.monitoring.replay.Scenario;
import eu.ccngateway.monitoring.replay.ScenarioFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ccn sla replay}. */
@Command(
        name = "replay",
        description = {
            "Drives prober, tracker, calendar and counters on a virtual clock through declared years and prints the published",
            "table beside what they measured. Says what the instrument makes of declared events, not what happened.",
            "With --live the events of a stretch are real stops and starts of a network that runs."
        },
        footer = {
            "",
            "Example:",
            "  ./ccn sla replay --years 2017-2019",
            "  ./ccn sla replay --years 2019 --show > mine.yaml",
            "  ./ccn sla replay --scenario mine.yaml --ledger . --output json",
            "  ./ccn sla replay --years 2019 --live --from 2019-04-10T08:00 --minutes 30 --speed 20"
        })
final class SlaReplayCommand implements Callable<Integer> {

    private static final Pattern YEARS = Pattern.compile("([0-9]{4})(?:-([0-9]{4}))?");

    @Option(
            names = "--years",
            paramLabel = "YEARS",
            description = "As 2019 or 2017-2019; those with a scenario that comes with us.")
    private @Nullable String years;

    @Option(names = "--scenario", paramLabel = "FILE", description = "One's own declared year; may be repeated.")
    private List<Path> scenarios = new ArrayList<>();

    @Option(
            names = "--services",
            paramLabel = "FILE",
            description = "Services and rules. Default: those of the published table.")
    private @Nullable Path services;

    @Option(
            names = "--ledger",
            paramLabel = "DIR",
            description = "Writes each year's raw ledger there, as ledger-YEAR.csv.")
    private @Nullable Path ledgers;

    @Option(names = "--show", description = "Prints the scenarios of --years and ends.")
    private boolean isShown;

    @Option(
            names = "--interruptions",
            paramLabel = "FILE",
            description = {
                "Interruptions that ./ccn sla interruptions has measured: says what the network's releases would have cost with",
                "restarts like these."
            })
    private @Nullable Path interruptions;

    @Option(names = "--details", description = "With --output json: more than the eight fields of a cell.")
    private boolean isDetailed;

    @Option(
            names = "--live",
            description = {
                "Lives through a stretch of one year with a gateway, applications and a prober that really stop and start, and",
                "compares with the log of who stopped them. For this the options --from, --minutes, --speed and --keep."
            })
    private boolean isLive;

    @Option(names = "--from", paramLabel = "TIME", description = "With --live: where the stretch begins, local time.")
    private @Nullable String from;

    @Mixin
    private DrillOptions live = new DrillOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    private final Console console;

    SlaReplayCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, FileInvalid, InterruptedException {
        if (years == null && scenarios.isEmpty()) {
            throw new CommandFailed(ExitCode.USAGE, "no year (expected: --years 2017-2019, or --scenario FILE)");
        }
        Services measured = ServicesFile.parse(
                services == null ? Resources.bytes(Resources.SERVICES) : read(services),
                services == null ? Resources.SERVICES : services.toString());
        if (isShown) {
            for (int year : yearsAsked()) {
                console.write(ofOurs(year));
            }
            return ExitCode.OK.number();
        }
        List<Scenario> asked = new ArrayList<>();
        for (int year : yearsAsked()) {
            asked.add(ScenarioFile.parse(ofOurs(year), "scenario-" + year + ".yaml", measured));
        }
        for (Path file : scenarios) {
            asked.add(ScenarioFile.parse(read(file), file.toString(), measured));
        }
        if (isLive) {
            return liveThrough(asked, measured);
        }
        List<ReplayedYear> replayed = new ArrayList<>();
        for (Scenario scenario : asked) {
            replayed.add(replay(scenario, measured));
        }
        print(replayed);
        return ExitCode.OK.number();
    }

    private int liveThrough(List<Scenario> asked, Services measured)
            throws IOException, FileInvalid, InterruptedException {
        if (asked.size() != 1 || from == null) {
            throw new CommandFailed(
                    ExitCode.USAGE, "--live with " + asked.size() + " years (expected: one, and --from TIME)");
        }
        Instant start = LocalTime.parse("--from", from, measured.zone());
        return live.run(length -> DrillPlan.of(asked.get(0), start, length, measured.zone()), console, output.format());
    }

    private static byte[] ofOurs(int year) {
        return Resources.scenario(year)
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.USAGE,
                        "--years: no scenario for " + year + " (expected: 2017-2019, or --scenario FILE)"));
    }

    private List<Integer> yearsAsked() {
        if (years == null) {
            return List.of();
        }
        Matcher matcher = YEARS.matcher(years);
        if (!matcher.matches()) {
            throw new CommandFailed(ExitCode.USAGE, "--years: '" + years + "' (expected: as 2019 or 2017-2019)");
        }
        int first = Integer.parseInt(matcher.group(1));
        int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
        if (last < first) {
            throw new CommandFailed(ExitCode.USAGE, "--years: '" + years + "' (expected: the earlier year first)");
        }
        List<Integer> asked = new ArrayList<>();
        for (int year = first; year <= last && asked.size() < 100; year++) {
            asked.add(year);
        }
        return asked;
    }

    private ReplayedYear replay(Scenario scenario, Services measured) throws IOException {
        console.note("ccn: " + scenario.year() + ": living through it");
        ReplayedYear year = ReplayedYear.of(scenario, measured);
        if (ledgers != null) {
            Files.createDirectories(ledgers);
            Path file = ledgers.resolve("ledger-" + scenario.year() + ".csv");
            Files.write(file, year.records().export(Clock.systemUTC().instant()));
            console.note("ccn: " + file + ": the raw ledger");
        }
        return year;
    }

    private void print(List<ReplayedYear> replayed) throws IOException {
        List<Cell> cells = PublishedTable.cells(replayed);
        ReplayTable table = new ReplayTable(
                replayed,
                cells,
                interruptions == null ? Optional.empty() : Optional.of(Interruptions.read(interruptions)));
        if (output.format() == OutputFormat.JSON) {
            table.claim().forEach(line -> console.note("ccn: " + line));
            cells.forEach(cell -> console.say(table.json(cell, isDetailed)));
        } else {
            table.claim().forEach(console::say);
            table.print(console);
        }
    }

    private static byte[] read(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new CommandFailed(ExitCode.USAGE, file + ": no such file; check the path");
        }
    }
}
