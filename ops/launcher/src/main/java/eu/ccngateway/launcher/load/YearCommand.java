package eu.ccngateway.launcher.load;

import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.console.Fields;
import eu.ccngateway.launcher.console.Json;
import eu.ccngateway.launcher.console.Listing;
import eu.ccngateway.launcher.console.OutputFormat;
import eu.ccngateway.launcher.console.OutputOption;
import eu.ccngateway.loadtest.run.LoadPlan;
import eu.ccngateway.loadtest.year.PublishedYear;
import eu.ccngateway.loadtest.year.YearRun;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ccn loadtest year}. */
@Command(
        name = "year",
        description = {
            "A published year's messages, to scale, through a network of 28 domains; then the volume figures from the",
            "gateway's meters beside the published ones. The shares of the applications are declared (none were ever",
            "published); for 2019 their growth against 2018 is compared with the published one.",
            "Ends with 4 when a message is not accounted for."
        },
        footer = {
            "",
            "Example:",
            "  ./ccn loadtest year --year 2019 --scale 1:10000",
            "  ./ccn loadtest year --year 2018 --scale 1:10000 --compression 100000"
        })
final class YearCommand implements Callable<Integer> {

    @Option(names = "--year", defaultValue = "2019", paramLabel = "2017|2018|2019", description = "Default: 2019")
    private int year;

    @Option(
            names = "--scale",
            defaultValue = "1:10000",
            paramLabel = "1:N",
            description = "One message stands for N. Default: ${DEFAULT-VALUE}")
    private String scale = "";

    @Option(
            names = "--compression",
            defaultValue = "0",
            paramLabel = "N",
            description =
                    "N seconds of the year pass in one, with busy days and quiet nights. Default: as fast as it goes")
    private double compression;

    @Option(names = "--domains", defaultValue = "28", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}")
    private int domains;

    @Mixin
    private StartedOptions started = new StartedOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    private final Console console;

    YearCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!scale.matches("1:[1-9][0-9]{0,9}")) {
            throw new IllegalArgumentException("--scale: '" + scale + "' (expected: 1:10000)");
        }
        YearRun run = new YearRun(PublishedYear.of(year), Long.parseLong(scale.substring(2)), compression);
        LoadPlan plan = run.plan(domains);
        console.note(String.format(
                Locale.ROOT,
                "%,d messages, %s",
                plan.span().messages(),
                plan.profile().sizes()));
        Progress progress = new Progress(console, 0);
        YearRun.Found found;
        try (StartedNetwork network = started.start(plan)) {
            found = run.run(
                    plan, network.network(), ProcessHandle.current().pid(), System.currentTimeMillis(), progress::show);
        }
        progress.end();
        print(found);
        return (found.load().isWhole() ? ExitCode.OK : ExitCode.NOT_VERIFIED).number();
    }

    private void print(YearRun.Found found) {
        if (output.format() == OutputFormat.JSON) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("year", year);
            json.put("scale", scale);
            json.put("volume", found.volume().stream().map(YearRun.Line::json).toList());
            json.put("growth", found.growth().stream().map(YearCommand::json).toList());
            json.put("load", found.load().json());
            console.say(Json.write(Summary.rounded(json)));
            return;
        }
        console.say("year " + year + ", scale " + scale + ", from the gateway's meters");
        List<String> columns = List.of(
                "figure=FIGURE", "unit=UNIT", "published=PUBLISHED", "fromMeters=METERS x N", "difference=DIFFERENCE");
        try (Listing listing = new Listing(console, output.format(), columns.toArray(String[]::new))) {
            found.volume()
                    .forEach(line -> listing.add(new Fields()
                            .add("figure", line.what())
                            .add("unit", line.unit())
                            .add("published", String.format(Locale.ROOT, "%,.2f", line.published()))
                            .add("fromMeters", String.format(Locale.ROOT, "%,.2f", line.fromMeters()))
                            .add(
                                    "difference",
                                    String.format(
                                            Locale.ROOT,
                                            "%+.3f %%",
                                            (line.fromMeters() / line.published() - 1) * 100))));
        }
        if (!found.growth().isEmpty()) {
            console.say("");
            try (Listing listing = new Listing(
                    console,
                    output.format(),
                    "application=APPLICATION",
                    "published=GROWTH 2018-2019",
                    "found=BY THIS RUN",
                    "note=")) {
                found.growth()
                        .forEach(growth -> listing.add(new Fields()
                                .add("application", growth.application())
                                .add("published", String.format(Locale.ROOT, "%+.2f %%", growth.published()))
                                .add("found", String.format(Locale.ROOT, "%+.2f %%", growth.found()))
                                .add("note", growth.isPublished() ? "" : "declared: what is left of the total")));
            }
        }
        console.say("");
        new Summary(console, output.format()).print(found.load());
    }

    private static Map<String, Object> json(YearRun.Growth growth) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("application", growth.application());
        json.put("isPublished", growth.isPublished());
        json.put("publishedPercent", growth.published());
        json.put("foundPercent", growth.found());
        return json;
    }
}
