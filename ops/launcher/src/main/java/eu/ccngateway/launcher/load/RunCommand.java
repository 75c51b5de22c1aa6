package eu.ccngateway.launcher.load;

import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.console.Json;
import eu.ccngateway.launcher.console.OutputOption;
import eu.ccngateway.loadtest.report.HtmlReport;
import eu.ccngateway.loadtest.run.LoadPlan;
import eu.ccngateway.loadtest.run.LoadResult;
import eu.ccngateway.loadtest.run.LoadRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ccn loadtest run}. */
@Command(
        name = "run",
        description = {
            "Lets nodes exchange messages as a profile says, and accounts for every message: accepted, delivered once and",
            "in order, with the payload that was put, CoA and CoD received. Ends with 4 when anything is missing, double,",
            "out of order or not verified, whatever the speed.",
            "",
            "Every message is sealed by its sender, verified by gateway and receiver, and synced to disk before it is",
            "acknowledged. With --rate the arrivals are open-loop: a late message counts from when it was due."
        },
        footer = {
            "",
            "Example:",
            "  ./ccn loadtest run --start --duration 20",
            "  ./ccn loadtest run --start --profile europe --domains 27 --rate 2000 --html run.html --json run.json"
        })
final class RunCommand implements Callable<Integer> {

    @Mixin
    private StartOptions start = new StartOptions();

    @Mixin
    private PlanOptions options = new PlanOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    @Option(names = "--html", paramLabel = "FILE", description = "Writes a report with every second, as one HTML file.")
    private @Nullable Path html;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the result with every second, as JSON.")
    private @Nullable Path json;

    private final Console console;

    RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        LoadPlan plan = options.plan();
        LoadResult result = start.use(options.domains(), plan.profile().applications(), network -> {
            LoadPlan.Span span = plan.span();
            Progress progress = new Progress(
                    console,
                    span.messages() > 0
                            ? 0
                            : span.warmUp().plus(span.duration()).toSeconds());
            LoadResult found = new LoadRun(
                            plan, network, ProcessHandle.current().pid(), progress::show)
                    .run(System.currentTimeMillis());
            progress.end();
            return found;
        });
        if (json != null) {
            Files.writeString(json, Json.writePretty(Summary.rounded(result.fullJson())), StandardCharsets.UTF_8);
        }
        if (html != null) {
            Files.writeString(html, new HtmlReport(result).page(), StandardCharsets.UTF_8);
        }
        new Summary(console, output.format()).print(result);
        return (result.isWhole() ? ExitCode.OK : ExitCode.NOT_VERIFIED).number();
    }
}
