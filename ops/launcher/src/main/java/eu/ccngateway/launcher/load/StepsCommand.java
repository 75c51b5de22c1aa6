package eu.ccngateway.launcher.load;

import eu.ccngateway.launcher.console.CommandFailed;
import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.console.Fields;
import eu.ccngateway.launcher.console.Listing;
import eu.ccngateway.launcher.console.OutputOption;
import eu.ccngateway.loadtest.watch.StepAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ccn loadtest steps}. */
@Command(
        name = "steps",
        description = {
            "Where the CPU of a process went, from a flight recording of it: by kind of work, and by the package of ours",
            "that asked for it. With --cpu-micros, which run prints as gatewayCpuMicros, in microseconds a message."
        },
        footer = {
            "",
            "Example:",
            "  ./ccn loadtest run --start \"--gateway-jvm=-Xmx2g -XX:StartFlightRecording=filename=gateway.jfr,settings=profile\"",
            "  ./ccn loadtest steps gateway.jfr --cpu-micros 35"
        })
final class StepsCommand implements Callable<Integer> {

    private static final double HUNDRED = 100;

    @Parameters(paramLabel = "FILE", description = "The recording, FILE.jfr.")
    private Path file = Path.of("gateway.jfr");

    @Option(
            names = "--cpu-micros",
            defaultValue = "0",
            paramLabel = "N",
            description = "CPU a message in all; shares are then shown as parts of it.")
    private double cpuMicros;

    @Mixin
    private OutputOption output = new OutputOption();

    private final Console console;

    StepsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new CommandFailed(ExitCode.USAGE, file + ": no such file (expected: a flight recording)");
        }
        StepAccount account = StepAccount.of(file);
        console.note(account.samples() + " samples");
        try (Listing listing = new Listing(
                console, output.format(), "by=BY", "step=STEP", "percent=PERCENT", "micros=MICROS A MESSAGE")) {
            add(listing, "work", account.byWork());
            add(listing, "package", account.byPackage());
        }
        return ExitCode.OK.number();
    }

    private void add(Listing listing, String by, Map<String, Double> shares) {
        shares.forEach((step, share) -> {
            Fields fields = new Fields()
                    .add("by", by)
                    .add("step", step)
                    .add("percent", String.format(Locale.ROOT, "%.1f", share * HUNDRED));
            if (cpuMicros > 0) {
                fields.add("micros", String.format(Locale.ROOT, "%.2f", share * cpuMicros));
            }
            listing.add(fields);
        });
    }
}
