package eu.ccngateway.launcher.drill;

import eu.ccngateway.gateway.yaml.FileInvalid;
import eu.ccngateway.launcher.console.CommandFailed;
import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.console.OutputOption;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ccn sla drill}. */
@Command(
        name = "drill",
        description = {
            "Checks the instrument against real outages: starts a network of its own with a prober, kills, stops and stalls the",
            "gateway, applications and the prober, announced in time, too late or not at all, and compares what was measured",
            "with the injector's own log. Exit code 4 where a stretch is off by more than one look."
        },
        footer = {
            "",
            "Example:",
            "  ./ccn sla drill --minutes 30 --outages 11",
            "  ./ccn sla drill --minutes 2 --outages 4"
        })
public final class DrillCommand implements Callable<Integer> {

    private static final int OUTAGES_MAX = 200;

    @Option(
            names = "--outages",
            paramLabel = "N",
            defaultValue = "11",
            description = "How many, one kind after the other; there are 11 kinds. Default: ${DEFAULT-VALUE}")
    private int outages;

    @Mixin
    private DrillOptions options = new DrillOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    private final Console console;

    public DrillCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, FileInvalid, InterruptedException {
        if (outages < 1 || outages > OUTAGES_MAX) {
            throw new CommandFailed(ExitCode.USAGE, "--outages: " + outages + " (expected: 1 to " + OUTAGES_MAX + ")");
        }
        return options.run(length -> DrillPlan.standard(Drill.now(), length, outages), console, output.format());
    }
}
