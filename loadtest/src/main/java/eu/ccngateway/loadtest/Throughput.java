package eu.ccngateway.loadtest;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line of a run. */
@Command(
        name = "throughput",
        mixinStandardHelpOptions = true,
        description =
                "Lets nodes of a running network exchange messages as fast as it goes, and accounts for every one.",
        footer = {"", "Example: throughput --network .ccn --nodes NTA.FR,NTA.IE --duration 20"})
public final class Throughput implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--network",
            defaultValue = ".ccn",
            description = "directory with network.json (default: ${DEFAULT-VALUE})")
    private Path network = Path.of(".ccn");

    @Option(
            names = "--nodes",
            split = ",",
            defaultValue = "NTA.FR,NTA.IE,NTA.PL,NTA.DE,NTA.IT,NTA.BE,NTA.NO,NTA.CH",
            description = "each puts to the next one (default: ${DEFAULT-VALUE})")
    private List<String> nodes = List.of();

    @Option(names = "--queue", defaultValue = "CORE-RCT-QUE.NCTS", description = "(default: ${DEFAULT-VALUE})")
    private String queue = "";

    @Option(names = "--report-queue", defaultValue = "REPORT-RCT-QUE.NCTS", description = "(default: ${DEFAULT-VALUE})")
    private String reportQueue = "";

    @Option(names = "--type", defaultValue = "CD001C-MSG.NCTS", description = "(default: ${DEFAULT-VALUE})")
    private String type = "";

    @Option(names = "--payload", defaultValue = "4670", description = "bytes (default: ${DEFAULT-VALUE})")
    private int payload = LoadPlan.MEAN_PAYLOAD;

    @Option(
            names = "--rate",
            defaultValue = "0",
            description = "messages a second; 0 = as many as it takes (default: ${DEFAULT-VALUE})")
    private long rate;

    @Option(
            names = "--in-flight",
            defaultValue = "512",
            description = "messages a node has on their way (default: ${DEFAULT-VALUE})")
    private int inFlight = 512;

    @Option(names = "--warmup", defaultValue = "10", description = "seconds (default: ${DEFAULT-VALUE})")
    private int warmUp = 10;

    @Option(names = "--duration", defaultValue = "20", description = "seconds measured (default: ${DEFAULT-VALUE})")
    private int duration = 20;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        LoadPlan plan = new LoadPlan(
                nodes,
                queue,
                reportQueue,
                type,
                payload,
                rate,
                inFlight,
                Duration.ofSeconds(warmUp),
                Duration.ofSeconds(duration));
        LoadResult result = new LoadRun(plan, network, line -> {
                    err.println(line);
                    err.flush();
                })
                .run();
        out.println(result.json());
        out.flush();
        return result.isWhole() ? 0 : 1;
    }

    public static void main(String[] args) {
        CommandLine command = new CommandLine(new Throughput());
        command.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        System.exit(command.execute(args));
    }
}
