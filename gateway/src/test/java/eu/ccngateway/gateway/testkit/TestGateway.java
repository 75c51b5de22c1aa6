package eu.ccngateway.gateway.testkit;

import eu.ccngateway.gateway.Gateway;
import eu.ccngateway.gateway.config.AdminConfig;
import eu.ccngateway.gateway.config.Credentials;
import eu.ccngateway.gateway.config.GatewayConfig;
import eu.ccngateway.gateway.config.HostPort;
import eu.ccngateway.gateway.config.KeepingConfig;
import eu.ccngateway.gateway.config.KeySource;
import eu.ccngateway.gateway.config.LimitsConfig;
import eu.ccngateway.gateway.config.MonitoringConfig;
import eu.ccngateway.gateway.config.Secret;
import eu.ccngateway.gateway.config.SessionConfig;
import eu.ccngateway.gateway.config.StorageConfig;
import eu.ccngateway.gateway.config.TrustConfig;
import eu.ccngateway.gateway.network.NetworkFileInvalid;
import eu.ccngateway.gateway.network.ReloadableNetwork;
import eu.ccngateway.gateway.queue.DurableQueues;
import eu.ccngateway.gateway.queue.MemoryQueues;
import eu.ccngateway.gateway.trust.ReloadableTrust;
import eu.ccngateway.pki.Identity;
import eu.ccngateway.pki.IssuedKey;
import eu.ccngateway.pki.PkiFiles;
import eu.ccngateway.pki.TestPki;
import eu.ccngateway.pki.Use;
import eu.ccngateway.protocol.message.GatewayId;
import eu.ccngateway.protocol.seal.Statement;
import eu.ccngateway.protocol.wire.Hello;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A gateway as it runs in earnest, on an ephemeral port of this machine, with a PKI of its own and a small network. It
 * can be stopped and started again, and crash, on what its queues kept.
 */
public final class TestGateway implements AutoCloseable {

    public static final String NAME = "GW1@demo";

    /** Nobody waits long for a test's nodes to say goodbye. */
    public static final SessionConfig SESSIONS =
            new SessionConfig(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofMillis(300), 3);

    private static final long MIB = 1 << 20;

    private final Settings settings;
    private final TestPki pki = TestPki.create();
    private final PkiFiles files;
    private final MovableClock clock = new MovableClock();
    private final RecordingObserver observer = new RecordingObserver();
    private final HeldExecutor executor = new HeldExecutor();
    private final Map<String, Keys> keys = new HashMap<>();
    private final List<RawNode> nodes = new ArrayList<>();
    private Optional<CrashingQueues> memory = Optional.empty();
    private Gateway gateway;
    private ReloadableNetwork network;
    private ReloadableTrust trust;
    private InetSocketAddress address;
    private boolean hasCrashed;

    /** A node's two keys. */
    public record Keys(IssuedKey tls, IssuedKey seal) {}

    /**
     * What a test may choose.
     *
     * @param queues where messages are kept; in memory unless given
     */
    public record Settings(
            Path directory,
            String network,
            LimitsConfig limits,
            SessionConfig sessions,
            long archivedBytesMax,
            Optional<Supplier<DurableQueues>> queues) {

        public Settings network(String yaml) {
            return new Settings(directory, yaml, limits, sessions, archivedBytesMax, queues);
        }

        public Settings limits(LimitsConfig chosen) {
            return new Settings(directory, network, chosen, sessions, archivedBytesMax, queues);
        }

        public Settings sessions(SessionConfig chosen) {
            return new Settings(directory, network, limits, chosen, archivedBytesMax, queues);
        }

        /** Keeps payloads with the evidence. */
        public Settings archivedBytesMax(long bytes) {
            return new Settings(directory, network, limits, sessions, bytes, queues);
        }

        /** Asked for at every start; closed by the gateway. */
        public Settings queues(Supplier<DurableQueues> chosen) {
            return new Settings(directory, network, limits, sessions, archivedBytesMax, Optional.of(chosen));
        }

        public TestGateway start() {
            return new TestGateway(this);
        }
    }

    /** A gateway that keeps its files in this directory. */
    public static Settings in(Path directory) {
        return new Settings(directory, DemoNetwork.YAML, LimitsConfig.DEFAULTS, SESSIONS, 0, Optional.empty());
    }

    public static TestGateway start(Path directory) {
        return in(directory).start();
    }

    private TestGateway(Settings settings) {
        this.settings = settings;
        pki.gateway(NAME, Use.TLS);
        pki.gateway(NAME, Use.SEAL);
        this.files = pki.write(settings.directory.resolve("pki"));
        if (settings.queues.isEmpty()) {
            memory = Optional.of(new CrashingQueues(new MemoryQueues(executor, clock::millis)));
        }
        write(networkFile(), settings.network);
        startGateway();
    }

    private void startGateway() {
        try {
            GatewayConfig config = config();
            network = ReloadableNetwork.open(config.networkFile());
            trust = ReloadableTrust.open(
                    config.credentials(), config.gateway(), clock, Secret.Environment.of(name -> null));
            DurableQueues queues = settings.queues.map(Supplier::get).orElseGet(memory::orElseThrow);
            gateway = new Gateway(config, new Gateway.Parts(queues, network, trust, observer, clock, new Random()));
            address = gateway.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NetworkFileInvalid e) {
            throw new IllegalStateException(e);
        }
    }

    private GatewayConfig config() {
        Path data = settings.directory.resolve("data");
        HostPort any = new HostPort("127.0.0.1", 0);
        return new GatewayConfig(
                GatewayId.parse(NAME),
                any,
                new AdminConfig(any, List.of(), Optional.empty()),
                networkFile(),
                new Credentials(
                        key(Use.TLS),
                        key(Use.SEAL),
                        new TrustConfig(
                                List.of(files.authorities()),
                                List.of(files.rootCrl(), files.issuingCrl()),
                                true,
                                Duration.ofHours(1))),
                data,
                new StorageConfig.Embedded(StorageConfig.Journal.NIO, Optional.empty(), 0, (int) MIB, 2),
                settings.limits,
                settings.sessions,
                new KeepingConfig(data.resolve("evidence"), 3650, settings.archivedBytesMax, 100_000, 100_000),
                MonitoringConfig.in(settings.directory.resolve("availability")));
    }

    private KeySource key(Use use) {
        Identity identity = Identity.gateway(NAME);
        return new KeySource.Pem(files.certificate(identity, use), files.key(identity, use), new Secret.None());
    }

    // Nodes.

    /** A node's keys: the same at every call. */
    public Keys keys(String node) {
        return keys.computeIfAbsent(node, name -> new Keys(pki.node(name, Use.TLS), pki.node(name, Use.SEAL)));
    }

    /** A node that is connected and welcome. */
    public RawNode node(String name) {
        return node(name, RawNode.hello().build());
    }

    public RawNode node(String name, Hello hello) {
        return node(name, dial(keys(name).tls()), hello);
    }

    /** A node over this connection. */
    public RawNode node(String name, Wire wire, Hello hello) {
        RawNode node = new RawNode(wire, name, keys(name).seal(), hello, clock);
        nodes.add(node);
        return node;
    }

    /** A connection on which nothing was said yet. */
    public Wire dial(IssuedKey tls) {
        return dial(tls, 64 * 1024);
    }

    public Wire dial(IssuedKey tls, int receiveBuffer) {
        try {
            return Wire.dial(address, Optional.of(tls), pki.root(), receiveBuffer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a careful receiver checks. */
    public Verification verification() {
        return new Verification(pki, new Statement("demo", "RCT"), clock);
    }

    // The gateway.

    public Gateway gateway() {
        return gateway;
    }

    public InetSocketAddress address() {
        return address;
    }

    public RecordingObserver observer() {
        return observer;
    }

    public MovableClock clock() {
        return clock;
    }

    public TestPki pki() {
        return pki;
    }

    public PkiFiles pkiFiles() {
        return files;
    }

    public Path directory() {
        return settings.directory;
    }

    /** The queues, where they are in memory. */
    public MemoryQueues memory() {
        return memory.orElseThrow().memory();
    }

    /** The storage does nothing until {@link #letGoStorage}; only in memory. */
    public void holdStorage() {
        executor.hold();
    }

    public void letGoStorage() {
        executor.letGo();
    }

    /** Changes the network file; it is in force, or refused, when this returns. */
    public void changeNetwork(UnaryOperator<String> change) {
        try {
            write(networkFile(), change.apply(Files.readString(networkFile())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        network.reload();
    }

    /** Looks at keys, anchors and revocation lists now; tells whether something new is in force. */
    public boolean reloadTrust() {
        boolean[] success = new boolean[1];
        trust.reload(loaded -> success[0] = loaded);
        return success[0];
    }

    public Path networkFile() {
        return settings.directory.resolve("network.yaml");
    }

    private static void write(Path file, String text) {
        try {
            Path fresh = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), text);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether its queues are the simulated ones. */
    public boolean isInMemory() {
        return memory.isPresent();
    }

    /** Whether {@link #crash} was called: some sums do not hold afterwards. */
    public boolean hasCrashed() {
        return hasCrashed;
    }

    /** Ends the process, as far as a test can: connections are cut, what is not durable is lost. Then starts anew. */
    public void crash() {
        hasCrashed = true;
        nodes.forEach(node -> node.wire().drop());
        nodes.clear();
        CrashingQueues crashed = memory.orElseThrow();
        memory = Optional.of(new CrashingQueues(crashed.crash()));
        executor.letGo();
        gateway.close();
        startGateway();
    }

    /** Stops in order, and starts anew. */
    public void restart() {
        close(nodes);
        gateway.close();
        memory = memory.map(stopped -> new CrashingQueues(stopped.memory().crash()));
        startGateway();
    }

    private static void close(List<RawNode> nodes) {
        nodes.forEach(RawNode::close);
        nodes.clear();
    }

    @Override
    public void close() {
        executor.letGo();
        close(nodes);
        gateway.close();
        executor.close();
    }
}
