package eu.ccngateway.launcher.availability;

import eu.ccngateway.launcher.console.CommandFailed;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.network.NetworkJson;
import eu.ccngateway.monitoring.sla.AvailabilityDirectory;
import eu.ccngateway.monitoring.sla.LiveVolume;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a prober measures in a network that nobody has written it down for: the whole path, and each node's application. */
final class StartingFiles {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** An application of a domain with the nodes that serve it. */
    private record Served(String application, String domain, List<String> nodes) {}

    /** What a node has beside the application it serves: probes, the trickle of the demo, the converter between phases. */
    private static final Set<String> BESIDE = Set.of(LiveVolume.PROBE, "AMBIENT", "IECA");

    private StartingFiles() {}

    static void write(Path directory, NetworkJson network) throws IOException {
        List<Map<String, Object>> nodes;
        List<Object> queues;
        try {
            AdminSignals admin = new AdminSignals(network.admin(), PATIENCE);
            nodes = admin.list("/api/v1/nodes");
            queues = admin.list("/api/v1/queues").stream()
                    .map(queue -> queue.get("queue"))
                    .toList();
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.UNREACHABLE,
                    network.admin() + ": no answer; is the gateway up? It is asked once, for what there is to measure",
                    e);
        }
        Files.createDirectories(directory);
        SortedMap<String, Served> served = served(nodes);
        Files.writeString(
                directory.resolve(ProbeFile.NAME),
                probes(wholePath(network, nodes, queues), served),
                StandardCharsets.UTF_8);
        Files.writeString(directory.resolve(AvailabilityDirectory.SERVICES), services(served), StandardCharsets.UTF_8);
    }

    /** By the name of the service, {@code NCTS/CUSTTAX.IE}: nodes that serve one application only. */
    private static SortedMap<String, Served> served(List<Map<String, Object>> nodes) {
        SortedMap<String, Served> served = new TreeMap<>();
        for (Map<String, Object> node : nodes) {
            List<?> all = node.get("applications") instanceof List<?> list ? list : List.of();
            List<?> applications =
                    all.stream().filter(it -> !BESIDE.contains(it)).toList();
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

    /** A node with queues of its own domain that a message of the prober's disturbs nobody in. */
    private record WholePath(String node, List<String> queues) {}

    /**
     * The node of the application that is there for this, if the network has one; else the one with the most ADMIN queues of
     * its own: that is a central one, which nobody's conversations go through.
     */
    private static WholePath wholePath(NetworkJson network, List<Map<String, Object>> nodes, List<Object> queues) {
        return nodes.stream()
                .filter(node -> network.nodes().containsKey(name(node)))
                .flatMap(node -> Stream.of(
                        new WholePath(name(node), ownQueues("CORE", network, node, queues, LiveVolume.PROBE::equals)),
                        new WholePath(name(node), ownQueues("ADMIN", network, node, queues, any -> true))))
                .filter(path -> !path.queues.isEmpty())
                .reduce((a, b) -> worth(b) > worth(a) ? b : a)
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.FAILED,
                        "no node of the application PROBE and none with an ADMIN queue at its own domain has its keys here"
                                + " (expected: one to probe with)"));
    }

    private static int worth(WholePath path) {
        return path.queues.get(0).contains("-QUE." + LiveVolume.PROBE + "@") ? Integer.MAX_VALUE : path.queues.size();
    }

    private static List<String> ownQueues(
            String role,
            NetworkJson network,
            Map<String, Object> node,
            List<Object> queues,
            Predicate<String> isMeant) {
        List<?> applications = node.get("applications") instanceof List<?> list ? list : List.of();
        return applications.stream()
                .map(String::valueOf)
                .filter(isMeant)
                .map(application ->
                        "%s-%s-QUE.%s@%s".formatted(role, network.environment(), application, node.get("domain")))
                .filter(queues::contains)
                .toList();
    }

    private static String probes(WholePath path, SortedMap<String, Served> served) {
        StringBuilder text = new StringBuilder("""
                # How the prober sees whether services are up.
                interval: 15 s
                timeout: 10 s
                probes:
                  # A message that goes the whole way: put by this node, stored, taken from its own queue, confirmed. The prober
                  # has a node and an application of its own, PROBE, whose messages are no volume.
                """);
        text.append("  CCN_CSI: { as: %s, put: %s }\n".formatted(path.node, path.queues.get(path.queues.size() - 1)));
        text.append("  # Down where none of its nodes has a session.\n");
        served.forEach((service, it) ->
                text.append("  %s: { nodes: [%s] }\n".formatted(service, String.join(", ", it.nodes))));
        return text.toString();
    }
}
