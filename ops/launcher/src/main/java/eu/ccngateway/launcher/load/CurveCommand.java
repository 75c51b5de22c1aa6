package eu.ccngateway.launcher.load;

import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.console.Fields;
import eu.ccngateway.launcher.console.Json;
import eu.ccngateway.launcher.console.Listing;
import eu.ccngateway.launcher.console.OutputFormat;
import eu.ccngateway.launcher.console.OutputOption;
import eu.ccngateway.loadtest.curve.Curve;
import eu.ccngateway.loadtest.curve.CurveRun;
import eu.ccngateway.loadtest.curve.Laboratory;
import eu.ccngateway.loadtest.run.LoadPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ccn loadtest curve}. */
@Command(
        name = "curve",
        description = {
            "How cost and latency change with one thing at a time. Each point is measured on a network of its own, in a",
            "process of its own, and compared with the first: what the gateway's process spends on a message, and p99.",
            "Ends with 4 when a message of any point is not accounted for.",
            "",
            "connections  connections that put, 64 messages at a time, at --rate",
            "queues       queues that are sent to, 64 messages at a time, at --rate",
            "backlog      messages queued before anybody takes one, and how many come out before one of priority 9 behind them",
            "payload      bytes of every payload, as fast as it goes",
            "batch        messages under one seal at most, as fast as it goes",
            "flood        one of eight domains puts ten times its share (1) or not (0), at --rate; the others' latency",
            "stall        nobody takes what one of eight domains puts (1) or all is well (0)",
            "large        one of eight domains puts payloads of 20 MiB (1) or not (0)"
        },
        footer = {
            "",
            "Example:",
            "  ./ccn loadtest curve connections --rate 8000 --json connections.json",
            "  ./ccn loadtest curve backlog --points 10000,1000000"
        })
final class CurveCommand implements Callable<Integer> {

    @Parameters(paramLabel = "CURVE", description = "One of ${COMPLETION-CANDIDATES}.")
    private Curve curve = Curve.CONNECTIONS;

    @Option(
            names = "--points",
            split = ",",
            paramLabel = "N",
            description = "Others than the usual ones; the first is the base.")
    private List<Long> points = List.of();

    @Option(
            names = "--rate",
            defaultValue = "4000",
            paramLabel = "N",
            description = "Messages a second, where a curve is measured at a rate. Default: ${DEFAULT-VALUE}")
    private double rate;

    @Option(
            names = "--warmup",
            defaultValue = "10",
            paramLabel = "S",
            description = "Before what is measured, at each point. Default: ${DEFAULT-VALUE}")
    private int warmUp;

    @Option(
            names = "--seconds",
            defaultValue = "20",
            paramLabel = "S",
            description = "Measured at each point. Default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes every point to a file.")
    private @Nullable Path json;

    @Mixin
    private StartedOptions started = new StartedOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    private final Console console;

    CurveCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        CurveRun run = new CurveRun(
                curve,
                rate,
                CurveRun.span(warmUp, seconds),
                new OwnNetworks(started),
                ProcessHandle.current().pid());
        List<Map<String, Object>> rows =
                run.run(points.isEmpty() ? curve.points() : points, System.currentTimeMillis(), this::said);
        if (json != null) {
            Files.writeString(
                    json,
                    Json.writePretty(Map.of("curve", curve.text(), "points", rounded(rows))),
                    StandardCharsets.UTF_8);
        }
        if (output.format() == OutputFormat.TABLE) {
            table(rows);
        }
        boolean isWhole = rows.stream().allMatch(row -> Boolean.TRUE.equals(row.get("verified")));
        return (isWhole ? ExitCode.OK : ExitCode.NOT_VERIFIED).number();
    }

    private record OwnNetworks(StartedOptions started) implements Laboratory {

        @Override
        public <T> T with(LoadPlan plan, Experiment<T> experiment) throws IOException, InterruptedException {
            try (StartedNetwork network = started.start(plan)) {
                return experiment.on(network.network());
            }
        }
    }

    private static List<?> rounded(List<Map<String, Object>> rows) {
        return rows.stream().map(Summary::rounded).toList();
    }

    private void said(Map<String, Object> row) {
        if (output.format() == OutputFormat.JSON) {
            console.say(Json.write(Summary.rounded(row)));
        } else {
            console.note(curve.name().toLowerCase(Locale.ROOT) + " " + row.get("point") + " done");
        }
    }

    /** Every figure that some point has. */
    private void table(List<Map<String, Object>> rows) {
        String[] columns = rows.stream()
                .flatMap(row -> row.entrySet().stream())
                .filter(entry -> entry.getValue() instanceof Number || entry.getValue() instanceof Boolean)
                .map(entry -> entry.getKey() + "=" + entry.getKey())
                .distinct()
                .toArray(String[]::new);
        try (Listing listing = new Listing(console, output.format(), columns)) {
            for (Map<String, Object> row : rows) {
                Fields fields = new Fields();
                row.forEach((name, value) -> fields.add(name, Summary.rounded(value)));
                listing.add(fields);
            }
        }
    }
}
