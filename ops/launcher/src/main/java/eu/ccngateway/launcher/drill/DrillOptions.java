package eu.ccngateway.launcher.drill;

import eu.ccngateway.gateway.yaml.FileInvalid;
import eu.ccngateway.launcher.console.CommandFailed;
import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.console.OutputFormat;
import eu.ccngateway.loadtest.process.Child;
import eu.ccngateway.loadtest.process.Jvm;
import eu.ccngateway.monitoring.replay.CompressedClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of what is lived through with a real network, and how it is done. */
public final class DrillOptions {

    private static final int MINUTES_MAX = 24 * 60;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "30",
            description = "How long, in real minutes. Default: ${DEFAULT-VALUE}")
    private int minutes;

    @Option(
            names = "--speed",
            paramLabel = "N",
            defaultValue = "20",
            description = {
                "Minutes of its clock in one of the real one, at most 60. The prober looks once a minute of that clock: 20 is",
                "every 3 s. Default: ${DEFAULT-VALUE}"
            })
    private int speed;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description =
                    "An empty directory for the network, what was measured and the injector's log. Default: none is kept.")
    private @Nullable Path keep;

    /** How long it lasts, by its own clock. */
    Duration length() {
        if (minutes < 1 || minutes > MINUTES_MAX) {
            throw new CommandFailed(ExitCode.USAGE, "--minutes: " + minutes + " (expected: 1 to " + MINUTES_MAX + ")");
        }
        if (speed < 1 || speed > CompressedClock.SPEED_MAX) {
            throw new CommandFailed(
                    ExitCode.USAGE, "--speed: " + speed + " (expected: 1 to " + CompressedClock.SPEED_MAX + ")");
        }
        return Duration.ofMinutes((long) minutes * speed);
    }

    /**
     * Lives through a plan, prints what came of it and answers the exit code.
     *
     * @param plan made for how long it is to last
     */
    public int run(Function<Duration, DrillPlan> plan, Console console, OutputFormat format)
            throws IOException, FileInvalid, InterruptedException {
        DrillPlan made = plan.apply(length());
        Path directory = keep == null ? Files.createTempDirectory("ccn-drill-") : keep;
        try {
            Files.createDirectories(directory);
            Drill.Outcome outcome = new Drill(directory, jvm(), speed, line -> console.note("ccn: " + line)).run(made);
            new DrillTable(outcome).print(console, format);
            return (outcome.isRight() ? ExitCode.OK : ExitCode.NOT_VERIFIED).number();
        } finally {
            if (keep == null) {
                Child.delete(directory);
            }
        }
    }

    /** As this process was started. */
    static Jvm jvm() {
        return new Jvm(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                Optional.ofNullable(System.getProperty("java.library.path")).orElse(""));
    }
}
