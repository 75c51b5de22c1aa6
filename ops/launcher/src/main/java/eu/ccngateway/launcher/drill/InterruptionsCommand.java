package eu.ccngateway.launcher.drill;

import eu.ccngateway.gateway.yaml.FileInvalid;
import eu.ccngateway.launcher.console.CommandFailed;
import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.console.Fields;
import eu.ccngateway.launcher.console.Listing;
import eu.ccngateway.launcher.console.OutputOption;
import eu.ccngateway.loadtest.process.Child;
import eu.ccngateway.monitoring.replay.Interruptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ccn sla interruptions}. */
@Command(
        name = "interruptions",
        description = {
            "Restarts a gateway of its own in order, as an upgrade would, while a node keeps sending, and measures how long the",
            "node waited each time: how many, median, longest. With the file it writes ./ccn sla replay --interruptions says what",
            "releases would have cost that do not stop the world."
        },
        footer = {"", "Example:", "  ./ccn sla interruptions --restarts 20 --file interruptions.csv"})
public final class InterruptionsCommand implements Callable<Integer> {

    private static final int RESTARTS_MAX = 1_000;

    @Option(
            names = "--restarts",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many. Default: ${DEFAULT-VALUE}")
    private int restarts;

    @Option(names = "--file", paramLabel = "FILE", description = "Each is added to this file.")
    private @Nullable Path file;

    @Mixin
    private OutputOption output = new OutputOption();

    private final Console console;

    public InterruptionsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, FileInvalid, InterruptedException {
        if (restarts < 1 || restarts > RESTARTS_MAX) {
            throw new CommandFailed(
                    ExitCode.USAGE, "--restarts: " + restarts + " (expected: 1 to " + RESTARTS_MAX + ")");
        }
        List<Long> all = new ArrayList<>();
        Path directory = Files.createTempDirectory("ccn-drill-");
        try {
            new RestartDrill(directory, DrillOptions.jvm(), (at, ms) -> {
                        all.add(ms);
                        console.note("ccn: restart " + all.size() + ": " + ms + " ms");
                        keep(at, ms);
                    })
                    .run(restarts);
        } finally {
            Child.delete(directory);
        }
        Interruptions measured = new Interruptions(all);
        try (Listing listing = new Listing(
                console, output.format(), "restarts=RESTARTS", "medianSeconds=MEDIAN S", "maxSeconds=LONGEST S")) {
            listing.add(new Fields()
                    .add("restarts", measured.count())
                    .add("medianSeconds", measured.medianSeconds())
                    .add("maxSeconds", measured.maxSeconds()));
        }
        return ExitCode.OK.number();
    }

    private void keep(Instant at, long ms) {
        if (file == null) {
            return;
        }
        try {
            String title = Files.exists(file) ? "" : Interruptions.title();
            Files.writeString(
                    file,
                    title + Interruptions.line(at, ms),
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
        }
    }
}
