package eu.ccngateway.launcher.load;

import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.network.NetworkOption;
import eu.ccngateway.loadtest.LoadPlan;
import eu.ccngateway.loadtest.LoadResult;
import eu.ccngateway.loadtest.LoadRun;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ccn loadtest}. */
@Command(
        name = "loadtest",
        description = "Load on a running network, with an account of every message.",
        subcommands = LoadtestCommand.Run.class,
        footer = {"", "Example:", "  ./ccn loadtest run --duration 20"})
public final class LoadtestCommand {

    /** {@code ccn loadtest run}. */
    @Command(
            name = "run",
            description = {
                "Lets nodes exchange messages, each putting to the next one's queue, and accounts for every message:",
                "accepted, delivered once and in order, CoA and CoD received. Prints one JSON object; ends with 1 when",
                "anything is missing, double or out of order, whatever the speed.",
                "",
                "Every message is sealed and verified by gateway and receiver, and synced to disk before it is",
                "acknowledged. With --rate the arrivals are open-loop: a late message counts from when it was due."
            },
            footer = {
                "",
                "Example:",
                "  ./ccn loadtest run --duration 20",
                "  ./ccn loadtest run --nodes NTA.FR,NTA.IE --rate 2000 --payload 20000"
            })
    static final class Run implements Callable<Integer> {

        private static final String NODES = "NTA.FR,NTA.IE,NTA.PL,NTA.DE,NTA.IT,NTA.BE,NTA.NO,NTA.CH";

        @Mixin
        private NetworkOption network = new NetworkOption();

        @Option(
                names = "--nodes",
                split = ",",
                defaultValue = NODES,
                paramLabel = "NODE",
                description = "Each puts to the next one, the last to the first. Default: ${DEFAULT-VALUE}")
        private List<String> nodes = List.of();

        @Option(
                names = "--queue",
                defaultValue = "CORE-RCT-QUE.NCTS",
                paramLabel = "QUEUE",
                description = "Queue of each node's domain. Default: ${DEFAULT-VALUE}")
        private String queue = "";

        @Option(
                names = "--report-queue",
                defaultValue = "REPORT-RCT-QUE.NCTS",
                paramLabel = "QUEUE",
                description = "Where each node takes its reports. Default: ${DEFAULT-VALUE}")
        private String reportQueue = "";

        @Option(
                names = "--type",
                defaultValue = "CD001C-MSG.NCTS",
                paramLabel = "TYPE",
                description = "Message type. Default: ${DEFAULT-VALUE}")
        private String type = "";

        @Option(
                names = "--payload",
                defaultValue = "4670",
                paramLabel = "BYTES",
                description = "Payload of every message. Default: ${DEFAULT-VALUE}, the mean of 2019")
        private int payload;

        @Option(
                names = "--rate",
                defaultValue = "0",
                paramLabel = "N",
                description = "Messages a second of all together; 0 = as many as it takes. Default: ${DEFAULT-VALUE}")
        private long rate;

        @Option(
                names = "--in-flight",
                defaultValue = "512",
                paramLabel = "N",
                description = "Messages a node has put and not got accepted. Default: ${DEFAULT-VALUE}")
        private int inFlight;

        @Option(
                names = "--warmup",
                defaultValue = "10",
                paramLabel = "SECONDS",
                description = "Before the measured time. Default: ${DEFAULT-VALUE}")
        private int warmUp;

        @Option(
                names = "--duration",
                defaultValue = "20",
                paramLabel = "SECONDS",
                description = "Measured time. Default: ${DEFAULT-VALUE}")
        private int duration;

        private final Console console;

        Run(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() throws InterruptedException {
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
            LoadResult result = new LoadRun(plan, network.directory(), console::note).run();
            console.say(result.json());
            return (result.isWhole() ? ExitCode.OK : ExitCode.FAILED).number();
        }
    }
}
