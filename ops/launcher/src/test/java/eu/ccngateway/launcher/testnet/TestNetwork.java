package eu.ccngateway.launcher.testnet;

import eu.ccngateway.gateway.config.ConfigInvalid;
import eu.ccngateway.gateway.config.GatewayConfig;
import eu.ccngateway.gateway.config.Secret;
import eu.ccngateway.gateway.network.NetworkFileInvalid;
import eu.ccngateway.launcher.Ccn;
import eu.ccngateway.launcher.assembly.GatewayAssembly;
import eu.ccngateway.launcher.network.NetworkJson;
import eu.ccngateway.node.NodeConfig;
import eu.ccngateway.pki.Identity;
import eu.ccngateway.pki.KeyKind;
import eu.ccngateway.pki.Pki;
import eu.ccngateway.pki.PkiFiles;
import eu.ccngateway.pki.PkiOptions;
import eu.ccngateway.pki.Use;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A whole network in a directory: keys, configuration, {@code network.json}, and one gateway with one application, NCTS.
 * The gateway runs as {@code ccn gateway} in a process of its own, which can be killed and started again on the same data
 * and the same ports, or in this process.
 *
 * <pre>{@code
 * try (TestNetwork network = TestNetwork.in(directory).start()) {
 *     Node node = Node.connect(network.node("NTA.FR").build());
 *     network.kill();
 *     network.start();
 * }
 * }</pre>
 */
public final class TestNetwork implements AutoCloseable {

    public static final String GATEWAY = "GW1@demo";

    private static final Duration READY_WITHIN = Duration.ofSeconds(120);

    private final Plan plan;
    private final Pki pki;
    private final JavaProcess process;

    /**
     * What a test may choose.
     *
     * @param domains each with a node {@code NTA.xx} named after its country
     * @param sealingKeys by node, {@code NTA.FR}; EC P-256 for the others
     * @param yaml more of gateway.yaml
     */
    public record Plan(Path directory, List<String> domains, Map<String, KeyKind> sealingKeys, String yaml) {

        public Plan domains(String... names) {
            return new Plan(directory, List.of(names), sealingKeys, yaml);
        }

        public Plan sealingKey(String node, KeyKind kind) {
            Map<String, KeyKind> more = new HashMap<>(sealingKeys);
            more.put(node, kind);
            return new Plan(directory, domains, Map.copyOf(more), yaml);
        }

        /** Adds lines to gateway.yaml: {@code archive: { enabled: true }}. */
        public Plan with(String lines) {
            return new Plan(directory, domains, sealingKeys, yaml + lines + "\n");
        }

        /** Makes keys and files; the gateway does not run yet. */
        public TestNetwork make() {
            return new TestNetwork(this);
        }

        /** Makes it, and starts the gateway in its own process. */
        public TestNetwork start() {
            TestNetwork network = make();
            network.start();
            return network;
        }
    }

    /** A network of four member states: FR, IE, PL and DE. */
    public static Plan in(Path directory) {
        return new Plan(directory, List.of("CUSTTAX.FR", "CUSTTAX.IE", "CUSTTAX.PL", "CUST.DE"), Map.of(), "");
    }

    private TestNetwork(Plan plan) {
        this.plan = plan;
        int port = Ports.free();
        int adminPort = Ports.free();
        try {
            Files.createDirectories(plan.directory);
            this.pki = Pki.create(plan.directory.resolve("pki"), PkiOptions.defaults());
            issue(Identity.gateway(GATEWAY), KeyKind.EC_P256);
            for (String domain : plan.domains) {
                issue(node(nodeOf(domain), domain), plan.sealingKeys.getOrDefault(nodeOf(domain), KeyKind.EC_P256));
            }
            Files.writeString(plan.directory.resolve("network.yaml"), networkYaml());
            Files.writeString(config(), gatewayYaml(port, adminPort));
            networkJson(port, adminPort).write(plan.directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.process = new JavaProcess(new JavaProcess.Program(
                Ccn.class,
                List.of("-Xmx512m"),
                List.of("gateway", "--config", config().toString()),
                plan.directory.resolve("gateway.log")));
    }

    private static String nodeOf(String domain) {
        return "NTA." + domain.substring(domain.length() - 2);
    }

    private static Identity node(String name, String domain) {
        return Identity.node(name + "@" + domain);
    }

    private void issue(Identity identity, KeyKind sealingKey) {
        pki.issue(identity, Use.TLS, KeyKind.EC_P256);
        pki.issue(identity, Use.SEAL, sealingKey);
    }

    private String networkYaml() {
        StringBuilder yaml = new StringBuilder("network: demo\nenvironment: RCT\napplications:\n  NCTS:\ndomains:\n");
        plan.domains.forEach(domain -> yaml.append("  ").append(domain).append(":\n"));
        yaml.append("nodes:\n");
        plan.domains.forEach(domain ->
                yaml.append("  ").append(node(nodeOf(domain), domain)).append(": { applications: [NCTS] }\n"));
        return yaml.toString();
    }

    private String gatewayYaml(int port, int adminPort) {
        PkiFiles files = pki.files();
        Identity gateway = Identity.gateway(GATEWAY);
        return "gateway: " + GATEWAY
                + "\nlisten: { port: " + port + " }\nadmin: { port: " + adminPort + " }\n"
                + "network: network.yaml\ndata: data\n"
                + "tls: { certificate: " + files.certificate(gateway, Use.TLS) + ", key: "
                + files.key(gateway, Use.TLS) + " }\n"
                + "seal: { certificate: " + files.certificate(gateway, Use.SEAL) + ", key: "
                + files.key(gateway, Use.SEAL) + " }\n"
                + "trust: { anchors: [" + files.root() + "], revocation-lists: [" + files.rootCrl() + ", "
                + files.issuingCrl() + "] }\n" + plan.yaml;
    }

    private NetworkJson networkJson(int port, int adminPort) {
        PkiFiles files = pki.files();
        Map<String, NetworkJson.NodeKeys> keys = new TreeMap<>();
        for (String domain : plan.domains) {
            Identity identity = node(nodeOf(domain), domain);
            keys.put(
                    nodeOf(domain),
                    new NetworkJson.NodeKeys(
                            domain,
                            files.certificate(identity, Use.TLS),
                            files.key(identity, Use.TLS),
                            files.certificate(identity, Use.SEAL),
                            files.key(identity, Use.SEAL)));
        }
        return new NetworkJson(
                "127.0.0.1:" + port,
                "http://127.0.0.1:" + adminPort,
                files.root(),
                List.of(files.rootCrl(), files.issuingCrl()),
                "demo",
                "RCT",
                evidence(),
                new TreeMap<>(keys));
    }

    /** Where network.json is. */
    public Path directory() {
        return plan.directory;
    }

    /** The gateway's configuration file. */
    public Path config() {
        return plan.directory.resolve("gateway.yaml");
    }

    /** Everything the gateway keeps is below it. */
    public Path data() {
        return plan.directory.resolve("data");
    }

    /** The gateway's evidence directory. */
    public Path evidence() {
        return data().resolve("evidence");
    }

    public Pki pki() {
        return pki;
    }

    /** A node's configuration, {@code NTA.FR}; to be built as it is, or changed. */
    public NodeConfig.Builder node(String name) {
        return NodeConfig.builderOfNetwork(plan.directory, name);
    }

    /** Starts the gateway's process; returns when it takes messages. */
    public void start() {
        begin();
        awaitReady();
    }

    /** As {@link #start}, without waiting. */
    public void begin() {
        process.start();
    }

    /** Waits until the gateway that was begun takes messages. */
    public void awaitReady() {
        process.awaitLine("gateway ", READY_WITHIN);
    }

    /** As {@code kill -9}. */
    public void kill() {
        process.kill();
    }

    /** As SIGTERM: the gateway drains. Gives its exit code. */
    public int stop() {
        return process.stop();
    }

    public boolean isRunning() {
        return process.isAlive();
    }

    /** What the gateway's process printed since it was started. */
    public String printed() {
        return process.printed();
    }

    /** Starts the gateway in this process instead; the caller closes it. */
    public GatewayAssembly startHere() {
        try {
            return GatewayAssembly.start(GatewayConfig.read(config()), Secret.Environment.of(System::getenv));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ConfigInvalid | NetworkFileInvalid e) {
            throw new IllegalStateException(e);
        }
    }

    /** Kills the gateway's process if it runs. */
    @Override
    public void close() {
        process.close();
    }
}
