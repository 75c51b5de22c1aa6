package eu.ccngateway.launcher.door;

import eu.ccngateway.doors.jms.JmsDoor;
import eu.ccngateway.doors.jms.JmsDoorConfig;
import eu.ccngateway.launcher.assembly.Running;
import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.node.Node;
import eu.ccngateway.node.NodeConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ccn door jms}. */
@Command(
        name = "jms",
        description = {
            "Bridges a broker of your own, which speaks AMQP 1.0, to the network: messages of one of its queues are put,",
            "what arrives is sent to others, with the properties that CCN/CSI bridges use. Reports come back the same way.",
            "The file says what: lines of 'name: value', as in the example below."
        },
        footer = {
            "",
            "Example:",
            "  ./ccn door jms --config jms.conf",
            "with jms.conf:",
            "  node: NTA.BE",
            "  broker: amqp://127.0.0.1:5672",
            "  user: door",
            "  password-file: jms.password",
            "  out: ccn.toEurope",
            "  in.CORE-RCT-QUE.NCTS: ncts.fromEurope",
            "  in.REPORT-RCT-QUE.NCTS: ncts.reports"
        })
public final class JmsDoorCommand implements Callable<Integer> {

    @Mixin
    private DoorSession door = new DoorSession();

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "What is connected; see the example.")
    private Path file = Path.of("jms.conf");

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "What the door keeps. Default: doors/jms-NODE in the network's directory.")
    private @Nullable Path directory;

    private final Console console;

    public JmsDoorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        JmsDoorConfig config = JmsDoorConfig.read(file);
        NodeConfig nodeConfig = NodeConfig.ofNetwork(config.network(), config.node());
        Path kept = directory == null ? config.network().resolve("doors/jms-" + config.node()) : directory;
        try (Node node = DoorSession.connect(nodeConfig, console);
                JmsDoor jms = JmsDoor.start(node, config, kept, Clock.systemUTC(), door.printer(console))) {
            console.say("door jms, " + node.id() + ", broker " + config.broker() + ", out "
                    + config.out().orElse("-") + ", in " + config.in());
            new Running(console).untilAsked(() -> {
                jms.close();
                node.close();
            });
        }
        return ExitCode.OK.number();
    }
}
