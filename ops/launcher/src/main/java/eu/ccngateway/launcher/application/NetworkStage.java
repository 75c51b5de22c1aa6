package eu.ccngateway.launcher.application;

import eu.ccngateway.applications.runtime.Partners;
import eu.ccngateway.applications.scenario.Stage;
import eu.ccngateway.launcher.console.CommandFailed;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.network.NetworkJson;
import eu.ccngateway.node.Node;
import eu.ccngateway.node.NodeConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A network directory as applications see it: who is where, and how to connect. */
public final class NetworkStage {

    private NetworkStage() {}

    /** The network in a directory. */
    public static Stage.Network of(Path directory) {
        NetworkJson json = NetworkJson.read(directory);
        Map<String, String> domains = new TreeMap<>();
        json.nodes().values().forEach(keys -> {
            String domain = keys.domain();
            domains.putIfAbsent(domain.substring(Math.max(0, domain.length() - 2)), domain);
        });
        return new Stage.Network(new Partners(json.environment(), domains), node -> connect(directory, json, node));
    }

    private static Node connect(Path directory, NetworkJson json, String node) {
        String name = node.contains("@") ? node.substring(0, node.indexOf('@')) : node;
        if (!json.nodes().containsKey(name)) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    node + ": not a node of this network (expected: one of "
                            + String.join(", ", json.nodes().keySet()) + "; add it to "
                            + directory.resolve("network.yaml") + ")");
        }
        return Node.connect(NodeConfig.ofNetwork(directory, name));
    }
}
