package eu.ccngateway.launcher.availability;

import eu.ccngateway.launcher.console.CommandFailed;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.network.NetworkJson;
import eu.ccngateway.monitoring.sla.AvailabilityDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a prober measures in a network that nobody has written it down for: the whole path, and each node's application. */
final class StartingFiles {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** An application of a domain with the nodes that serve it. */
    private record Served(String application, String domain, List<String> nodes) {}

    private StartingFiles() {}

    static void write(Path directory, NetworkJson network) throws IOException {
        List<Map<String, Object>> nodes;
        try {
            nodes = new AdminSignals(network.admin(), PATIENCE).list("/api/v1/nodes");
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.UNREACHABLE,
                    network.admin() + ": no answer; is the gateway up? It is asked once, for what there is to measure",
                    e);
        }
        Files.createDirectories(directory);
        SortedMap<String, Served> served = served(nodes);
        Files.writeString(directory.resolve(ProbeFile.NAME), probes(network, nodes, served), StandardCharsets.UTF_8);
        Files.writeString(directory.resolve(AvailabilityDirectory.SERVICES), services(served), StandardCharsets.UTF_8);
    }

    /** By the name of the service, {@code NCTS/CUSTTAX.IE}: nodes that serve one application only. */
    private static SortedMap<String, Served> served(List<Map<String, Object>> nodes) {
        SortedMap<String, Served> served = new TreeMap<>();
        for (Map<String, Object> node : nodes) {
            List<?> applications = node.get("applications") instanceof List<?> list ? list : List.of();
            if (applications.size() == 1) {
                String application = String.valueOf(applications.get(0));
                String domain = String.valueOf(node.get("domain"));
                served.merge(
                        application + "/" + domain,
                        new Served(application, domain, List.of(name(node))),
                        (a, b) -> new Served(application, domain, concat(a.nodes, b.nodes)));
            }
        }
        return served;
    }

    private static List<String> concat(List<String> a, List<String> b) {
        return Stream.concat(a.stream(), b.stream()).toList();
    }

    private static String name(Map<String, Object> node) {
        String name = String.valueOf(node.get("node"));
        return name.contains("@") ? name.substring(0, name.indexOf('@')) : name;
    }

    private static String services(SortedMap<String, Served> served) {
        StringBuilder text = new StringBuilder("""
                # What is measured, and by which rules; monitoring/README.md says what each line means.
                zone: Europe/Brussels
                notice: { working-days: 5, agreement: true }
                holidays: []
                partial-from: 50
                windows:
                  24x7: {}
                  7d-07-20: { from: 07:00, to: 20:00 }
                  mon-fri-07-20: { days: [MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY], from: 07:00, to: 20:00, without-holidays: true }
                services:
                  CCN_CSI: { title: The network, target: 99.9 }
                """);
        TreeMap<String, StringBuilder> groups = new TreeMap<>();
        served.forEach((service, it) -> groups.computeIfAbsent(it.application, name -> new StringBuilder())
                .append(service)
                .append(", "));
        groups.forEach((application, members) -> text.append("  ")
                .append(application)
                .append(": { title: ")
                .append(application)
                .append(" of all domains, behind: CCN_CSI, aggregation: mean, members: [")
                .append(members, 0, members.length() - 2)
                .append("] }\n"));
        return text.toString();
    }

    private static String probes(
            NetworkJson network, List<Map<String, Object>> nodes, SortedMap<String, Served> served) {
        Map<String, Object> central = nodes.stream()
                .filter(node -> network.nodes().containsKey(name(node)))
                .max((a, b) ->
                        Integer.compare(applications(a).size(), applications(b).size()))
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.FAILED, "no node of the network has its keys here (expected: one to probe with)"));
        StringBuilder text = new StringBuilder("""
                # How the prober sees whether services are up.
                interval: 15 s
                timeout: 10 s
                probes:
                  # A message that goes the whole way: put by this node, stored, taken from its own queue, confirmed. In production
                  # give the prober a node and an application of its own.
                """);
        text.append("  CCN_CSI: { as: %s, put: ADMIN-%s-QUE.%s@%s }\n"
                .formatted(
                        name(central),
                        network.environment(),
                        applications(central).get(applications(central).size() - 1),
                        central.get("domain")));
        text.append("  # Down where none of its nodes has a session.\n");
        served.forEach((service, it) ->
                text.append("  %s: { nodes: [%s] }\n".formatted(service, String.join(", ", it.nodes))));
        return text.toString();
    }

    private static List<?> applications(Map<String, Object> node) {
        return node.get("applications") instanceof List<?> list ? list : List.of();
    }
}
