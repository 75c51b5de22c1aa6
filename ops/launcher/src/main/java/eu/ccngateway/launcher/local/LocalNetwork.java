package eu.ccngateway.launcher.local;

import eu.ccngateway.gateway.config.AdminConfig;
import eu.ccngateway.gateway.config.GatewayConfig;
import eu.ccngateway.gateway.config.HostPort;
import eu.ccngateway.gateway.config.Secret;
import eu.ccngateway.gateway.network.NetworkFile;
import eu.ccngateway.gateway.network.NetworkPolicy;
import eu.ccngateway.gateway.yaml.FileInvalid;
import eu.ccngateway.launcher.assembly.GatewayAssembly;
import eu.ccngateway.launcher.network.NetworkJson;
import eu.ccngateway.pki.PkiException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A network in a directory, running in this process. */
final class LocalNetwork implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalNetwork.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration RENEW_EVERY = Duration.ofHours(12);

    private final LocalDirectory directory;
    private final LocalKeys keys;
    private final GatewayConfig config;
    private final GatewayAssembly assembly;
    private final ScheduledExecutorService tending = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "keys");
        thread.setDaemon(true);
        return thread;
    });

    /** Thread of {@link #tending} only: the network whose nodes have their keys. */
    private NetworkPolicy tended;

    private long renewedNanos = System.nanoTime();

    private LocalNetwork(
            LocalDirectory directory,
            LocalKeys keys,
            GatewayConfig config,
            NetworkPolicy policy,
            GatewayAssembly assembly) {
        this.directory = directory;
        this.keys = keys;
        this.config = config;
        this.tended = policy;
        this.assembly = assembly;
    }

    /**
     * Makes what is missing and starts. The nodes' keys are made while the gateway starts.
     *
     * @param ports those of the configuration unless given
     */
    static LocalNetwork start(LocalDirectory directory, Ports ports, Secret.Environment environment)
            throws IOException, FileInvalid {
        directory.removeNetworkJson();
        String token = directory.tokenSha256();
        directory.writeMissing(token);
        GatewayConfig read = GatewayConfig.read(directory.gatewayYaml());
        NetworkPolicy policy = NetworkFile.read(read.networkFile());
        AdminConfig admin = new AdminConfig(
                ports.admin(read.admin().listen()),
                read.admin().hosts(),
                Optional.of(token),
                read.admin().availability());
        GatewayConfig config = read.listeningOn(ports.gateway(read.listen()), admin);
        LocalKeys keys = LocalKeys.in(directory.pki(), Clock.systemUTC());
        CompletableFuture<Void> gatewayKeys = CompletableFuture.runAsync(() -> keys.ensureGateway(config.gateway()));
        CompletableFuture<Void> nodeKeys = gatewayKeys.thenRunAsync(() -> keys.ensureNodes(policy.nodes()));
        GatewayAssembly assembly = GatewayAssembly.start(config, environment, gatewayKeys);
        LocalNetwork network = new LocalNetwork(directory, keys, config, policy, assembly);
        try {
            nodeKeys.join();
            network.describe().write(directory.directory());
        } catch (CompletionException e) {
            network.close();
            throw e.getCause() instanceof PkiException fault ? fault : e;
        } catch (IOException | RuntimeException e) {
            network.close();
            throw e;
        }
        long everyMs = LOOK_EVERY.toMillis();
        network.tending.scheduleWithFixedDelay(network::tend, everyMs, everyMs, TimeUnit.MILLISECONDS);
        return network;
    }

    /** Which ports to use instead of the configured ones; unless said, a port that is taken gives way to a free one. */
    record Ports(Optional<Integer> gateway, Optional<Integer> admin) {
        HostPort gateway(HostPort configured) {
            return gateway.map(port -> new HostPort(configured.host(), port)).orElseGet(() -> freeOrAny(configured));
        }

        HostPort admin(HostPort configured) {
            return admin.map(port -> new HostPort(configured.host(), port)).orElseGet(() -> freeOrAny(configured));
        }

        private static HostPort freeOrAny(HostPort configured) {
            try (ServerSocket probe = new ServerSocket()) {
                probe.setReuseAddress(true);
                probe.bind(new InetSocketAddress(configured.host(), configured.port()));
                return configured;
            } catch (IOException e) {
                LOG.warn("{} is taken, another port is used", configured);
                return new HostPort(configured.host(), 0);
            }
        }
    }

    NetworkJson describe() {
        NetworkPolicy policy = assembly.gateway().network();
        return new NetworkJson(
                assembly.address(),
                assembly.adminUrl(),
                LocalKeys.absolute(keys.files().root()),
                List.of(
                        LocalKeys.absolute(keys.files().rootCrl()),
                        LocalKeys.absolute(keys.files().issuingCrl())),
                policy.network(),
                policy.environment(),
                LocalKeys.absolute(config.keeping().evidenceDirectory()),
                keys.described(policy.nodes()));
    }

    /**
     * A node that was added to the network file needs keys; and a network that runs for weeks needs new revocation lists,
     * and now and then new certificates.
     */
    private void tend() {
        try {
            NetworkPolicy now = assembly.gateway().network();
            boolean isDue = System.nanoTime() - renewedNanos > RENEW_EVERY.toNanos();
            if (now == tended && !isDue) {
                return;
            }
            if (isDue) {
                renewedNanos = System.nanoTime();
                keys.ensureGateway(config.gateway());
            }
            keys.ensureNodes(now.nodes());
            tended = now;
            describe().write(directory.directory());
        } catch (PkiException | IOException | UncheckedIOException e) {
            LOG.error("keys could not be renewed: {}", e.getMessage());
        }
    }

    /** Drains the gateway, then stops it. */
    @Override
    public void close() throws IOException {
        stopTending();
        directory.removeNetworkJson();
        assembly.close();
    }

    private void stopTending() {
        tending.shutdown();
        try {
            tending.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
