package eu.ccngateway.loadtest.run;

import eu.ccngateway.node.Node;
import eu.ccngateway.node.NodeConfig;
import java.util.List;

/**
 * A node that takes part, connected.
 *
 * @param applications of the profile that it receives for
 * @param environment of its network, part of every queue's name
 */
record Seat(NodeConfig config, Node node, String domain, List<String> applications, String environment) {

    String queue(String role, String application) {
        return role + "-" + environment + "-QUE." + application;
    }
}
