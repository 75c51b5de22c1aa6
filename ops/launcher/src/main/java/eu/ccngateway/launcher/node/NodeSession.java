package eu.ccngateway.launcher.node;

import eu.ccngateway.launcher.console.CommandFailed;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.network.NetworkJson;
import eu.ccngateway.launcher.network.NetworkOption;
import eu.ccngateway.launcher.network.SecondsConverter;
import eu.ccngateway.node.Node;
import eu.ccngateway.node.NodeConfig;
import eu.ccngateway.node.NodeOptions;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which network a command uses and as whom; connects. */
final class NodeSession {

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

    Node connect() {
        return Node.connect(config());
    }

    NodeConfig config() {
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
        return NodeConfig.builderOfNetwork(network.directory(), node)
                .options(options)
                .build();
    }

    NetworkJson network() {
        return network.read();
    }
}
