package eu.ccngateway.launcher.drill;

import eu.ccngateway.gateway.yaml.FileInvalid;
import eu.ccngateway.launcher.local.PreparedNetwork;
import eu.ccngateway.loadtest.process.Child;
import eu.ccngateway.loadtest.process.Jvm;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The network of a drill: a gateway, three applications and a prober, each a process of its own as it would be in production,
 * in one directory.
 */
final class DrillNetwork implements AutoCloseable {

    static final String GATEWAY = "gateway";
    static final String PROBER = "prober";

    /** The services of the published table and its members, as far as they are here. */
    static final Map<String, List<String>> COMPONENT_OF = Map.of(
            "CCN_CSI", List.of(GATEWAY),
            "NCTS_ECS_ICS", List.of("FR", "IE"),
            "CENTRALISED", List.of("CSRD"),
            "FR", List.of("FR"),
            "IE", List.of("IE"),
            "CSRD", List.of("CSRD"));

    private static final String NETWORK_YAML = """
            network: demo
            environment: RCT
            applications:
              NCTS:
              CS-RD2: { queues: [CORE, REPORT] }
              PROBE: { queues: [CORE, REPORT] }
            domains:
              CUSTTAX.FR:
              CUSTTAX.IE:
              DG.EC: { central: true }
            nodes:
              NTA.FR@CUSTTAX.FR: { applications: [NCTS] }
              NTA.IE@CUSTTAX.IE: { applications: [NCTS] }
              CSRD.EC@DG.EC: { applications: [CS-RD2] }
              PROBE.EC@DG.EC: { applications: [PROBE] }
            """;
    private static final String SERVICES_YAML = """
            zone: Europe/Brussels
            notice: { working-days: 5, agreement: true }
            partial-from: 50
            windows: { 24x7: {} }
            services:
              CCN_CSI: { title: The network, target: 99.9 }
              CENTRALISED: { title: Central applications, behind: CCN_CSI, members: [CSRD] }
              NCTS_ECS_ICS: { title: National applications, behind: CCN_CSI, members: [FR, IE] }
            """;
    private static final String PROBES_YAML = """
            interval: %d ms
            timeout: %d ms
            probes:
              CCN_CSI: { as: PROBE.EC, put: CORE-RCT-QUE.PROBE@DG.EC }
              FR: { nodes: [NTA.FR] }
              IE: { nodes: [NTA.IE] }
              CSRD: { nodes: [CSRD.EC] }
            """;
    private static final List<String> QUICK = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");
    private static final String MAIN = "eu.ccngateway.launcher.Ccn";

    private final Path directory;
    private final Map<String, Component> components = new LinkedHashMap<>();
    private final String admin;
    private final Jvm jvm;

    private DrillNetwork(Path directory, String admin, Jvm jvm) {
        this.directory = directory;
        this.admin = admin;
        this.jvm = jvm;
    }

    /**
     * Makes keys and files; nothing runs yet.
     *
     * @param interval of the prober
     * @param timeout after which what has not come through has failed
     */
    static DrillNetwork make(Path directory, Jvm jvm, Duration interval, Duration timeout)
            throws IOException, FileInvalid {
        int port = freePort();
        int adminPort = freePort();
        PreparedNetwork prepared = PreparedNetwork.make(directory, NETWORK_YAML, "", port, adminPort);
        Path availability = Files.createDirectories(directory.resolve("availability"));
        Files.writeString(availability.resolve("services.yaml"), SERVICES_YAML, StandardCharsets.UTF_8);
        Files.writeString(
                availability.resolve("probes.yaml"),
                PROBES_YAML.formatted(interval.toMillis(), timeout.toMillis()),
                StandardCharsets.UTF_8);
        DrillNetwork network = new DrillNetwork(directory, "http://127.0.0.1:" + adminPort, jvm);
        network.add(
                GATEWAY,
                List.of("-Xmx512m"),
                List.of("gateway", "--config", prepared.gatewayYaml().toString()));
        network.addApplication("FR", "NCTS", "FR");
        network.addApplication("IE", "NCTS", "IE");
        network.addApplication("CSRD", "CS-RD2", "EC");
        return network;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void addApplication(String name, String code, String country) {
        add(
                name,
                List.of("-Xmx256m"),
                List.of("application", code, "--domain", country, "--network", directory.toString()));
    }

    /** @param clock as the prober is told of it */
    void addProber(String clock) {
        add(PROBER, List.of("-Xmx256m"), List.of("prober", "--network", directory.toString(), "--clock", clock));
    }

    private void add(String name, List<String> options, List<String> arguments) {
        List<String> all = new java.util.ArrayList<>(QUICK);
        all.addAll(options);
        components.put(name, new Component(name, jvm.command(MAIN, all, arguments), directory.resolve(name + ".out")));
    }

    Component component(String name) {
        Component component = components.get(name);
        if (component == null) {
            throw new IllegalArgumentException(name + " (expected: one of " + components.keySet() + ")");
        }
        return component;
    }

    Path directory() {
        return directory;
    }

    /** URL of the gateway's operator port. */
    String admin() {
        return admin;
    }

    /** By component, the node whose session says that it is there. */
    Map<String, String> nodes() {
        return Map.of("FR", "NTA.FR", "IE", "NTA.IE", "CSRD", "CSRD.EC");
    }

    /** By component, the service that is measured. */
    Map<String, String> services() {
        return Map.of(GATEWAY, "CCN_CSI", "FR", "FR", "IE", "IE", "CSRD", "CSRD");
    }

    /** Ends whatever still runs. */
    @Override
    public void close() {
        List<Component> all = new java.util.ArrayList<>(components.values());
        java.util.Collections.reverse(all);
        all.forEach(Component::close);
    }

    /** Removes everything. */
    void delete() throws IOException {
        Child.delete(directory);
    }
}
