package eu.ccngateway.launcher.node;

import eu.ccngateway.launcher.console.CommandFailed;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.network.NetworkJson;
import eu.ccngateway.launcher.network.NetworkOption;
import eu.ccngateway.launcher.network.SecondsConverter;
import eu.ccngateway.node.Node;
import eu.ccngateway.node.NodeConfig;
import eu.ccngateway.node.NodeOptions;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which network a command uses and as whom; connects. */
public final class NodeSession {

    @Mixin
    private NetworkOption network = new NetworkOption();

    @Option(names = "--as", required = true, paramLabel = "NODE", description = "Which node to be, for example NTA.FR.")
    private String node = "";

    @Option(
            names = "--connect-timeout",
            paramLabel = "TIME",
            defaultValue = "10",
            converter = SecondsConverter.class,
            description = "How long to try to reach the gateway. Default: 10 s.")
    private Duration connectTimeout = Duration.ofSeconds(10);

    @Option(
            names = "--journal",
            paramLabel = "FILE",
            description =
                    "Keeps an account there of what was accepted and acknowledged; ./ccn sla reconcile compares it.")
    private @Nullable Path journal;

    public Node connect() {
        return Node.connect(config());
    }

    public NodeConfig config() {
        NetworkJson json = network.read();
        String name = node.contains("@") ? node.substring(0, node.indexOf('@')) : node;
        if (!json.nodes().containsKey(name)) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "--as: '" + node + "' (expected: one of "
                            + String.join(", ", json.nodes().keySet()) + ")");
        }
        NodeOptions options = NodeOptions.builder()
                .connectTimeout(connectTimeout)
                .patience(connectTimeout.multipliedBy(2))
                .closeTimeout(connectTimeout)
                .build();
        NodeConfig.Builder builder =
                NodeConfig.builderOfNetwork(network.directory(), node).options(options);
        return (journal == null ? builder : builder.journal(journal)).build();
    }

    public NetworkJson network() {
        return network.read();
    }

    /** Where a door of this node keeps what it must know again, unless it is told. */
    public Path directoryOf(String door) {
        return network.directory().resolve("doors").resolve(door + "-" + node);
    }
}
