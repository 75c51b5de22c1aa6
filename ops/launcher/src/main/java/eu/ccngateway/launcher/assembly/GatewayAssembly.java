package eu.ccngateway.launcher.assembly;

import eu.ccngateway.gateway.Gateway;
import eu.ccngateway.gateway.config.GatewayConfig;
import eu.ccngateway.gateway.config.HostPort;
import eu.ccngateway.gateway.config.Secret;
import eu.ccngateway.gateway.network.NetworkFileInvalid;
import eu.ccngateway.gateway.network.ReloadableNetwork;
import eu.ccngateway.gateway.queue.DurableQueues;
import eu.ccngateway.gateway.trust.ReloadableTrust;
import eu.ccngateway.launcher.console.CommandFailed;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.console.Version;
import eu.ccngateway.monitoring.admin.AdminPort;
import eu.ccngateway.monitoring.admin.AdminServer;
import eu.ccngateway.monitoring.admin.AvailabilityDesk;
import eu.ccngateway.monitoring.admin.GatewayDesk;
import eu.ccngateway.monitoring.meters.CodAges;
import eu.ccngateway.monitoring.meters.GatewayMeters;
import eu.ccngateway.monitoring.sla.AvailabilityDirectory;
import eu.ccngateway.monitoring.sla.LiveVolume;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A gateway with everything it needs, from a configuration. The one place that knows every part. */
public final class GatewayAssembly implements AutoCloseable {

    private final DirectoryLock lock;
    private final Gateway gateway;
    private final AdminServer admin;
    private final InetSocketAddress address;
    private final Optional<LiveVolume> volume;

    private GatewayAssembly(
            DirectoryLock lock,
            Gateway gateway,
            AdminServer admin,
            InetSocketAddress address,
            Optional<LiveVolume> volume) {
        this.lock = lock;
        this.gateway = gateway;
        this.admin = admin;
        this.address = address;
        this.volume = volume;
    }

    /** Starts it; returns when it takes messages. */
    public static GatewayAssembly start(GatewayConfig config, Secret.Environment environment)
            throws IOException, NetworkFileInvalid {
        return start(config, environment, CompletableFuture.completedFuture(null));
    }

    /**
     * As above, for keys that are still being made: the store, which takes longest, opens meanwhile.
     *
     * @param keys completes when the files of keys and trust are there
     */
    public static GatewayAssembly start(
            GatewayConfig config, Secret.Environment environment, CompletableFuture<Void> keys)
            throws IOException, NetworkFileInvalid {
        Clock clock = Clock.systemUTC();
        DirectoryLock lock = DirectoryLock.acquire(config.dataDirectory());
        Storage storage = new Storage(config, environment, clock);
        Opening<DurableQueues> opening = new Opening<>("storage", storage::open);
        try {
            ReloadableNetwork network = ReloadableNetwork.open(config.networkFile());
            GatewayMeters meters = new GatewayMeters(
                    clock,
                    Version.text(),
                    new CodAges(
                            config.monitoring().codWarning(),
                            config.monitoring().codError()));
            await(keys);
            ReloadableTrust trust = ReloadableTrust.open(config.credentials(), config.gateway(), clock, environment);
            Gateway gateway = gateway(
                    config,
                    new Gateway.Parts(opening.take(), network, trust, meters.observer(), clock, new SecureRandom()));
            return listen(config, lock, gateway, meters);
        } catch (IOException | NetworkFileInvalid | RuntimeException e) {
            opening.closeUntaken();
            lock.close();
            throw e;
        }
    }

    private static void await(CompletableFuture<Void> keys) {
        try {
            keys.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static Gateway gateway(GatewayConfig config, Gateway.Parts parts) throws IOException {
        try {
            return new Gateway(config, parts);
        } catch (IOException | RuntimeException e) {
            parts.queues().close();
            throw e;
        }
    }

    /** The admin port opens first: while the gateway takes up what was left, it says that it is not ready yet. */
    private static GatewayAssembly listen(
            GatewayConfig config, DirectoryLock lock, Gateway gateway, GatewayMeters meters) throws IOException {
        AdminServer admin;
        try {
            meters.watch(gateway, config.dataDirectory());
            admin = AdminServer.start(
                    adminPort(config),
                    new GatewayDesk(gateway, meters, Clock.systemUTC()),
                    new AvailabilityDesk(availability(config), Clock.systemUTC()),
                    meters::scrape);
        } catch (IOException | RuntimeException e) {
            gateway.close();
            throw e;
        }
        try {
            InetSocketAddress address = startAt(config.listen(), gateway);
            return new GatewayAssembly(
                    lock, gateway, admin, address, VolumeFile.open(config.monitoring(), gateway, meters));
        } catch (IOException | RuntimeException e) {
            admin.close();
            gateway.close();
            throw e;
        }
    }

    private static InetSocketAddress startAt(HostPort listen, Gateway gateway) throws IOException {
        try {
            return gateway.start();
        } catch (BindException e) {
            throw new CommandFailed(
                    ExitCode.FAILED,
                    listen + ": " + e.getMessage() + " (expected: a free port); choose another, or stop who has it");
        }
    }

    private static AvailabilityDirectory availability(GatewayConfig config) {
        return new AvailabilityDirectory(config.admin()
                .availability()
                .orElseGet(() -> config.dataDirectory().toAbsolutePath().resolveSibling("availability")));
    }

    private static AdminPort adminPort(GatewayConfig config) {
        Set<String> hosts = new HashSet<>();
        hosts.add(config.admin().listen().host().toLowerCase(Locale.ROOT));
        config.admin().hosts().forEach(host -> hosts.add(host.toLowerCase(Locale.ROOT)));
        return new AdminPort(
                config.admin().listen().host(),
                config.admin().listen().port(),
                hosts,
                config.admin().operatorTokenSha256());
    }

    public Gateway gateway() {
        return gateway;
    }

    /** Where nodes connect. */
    public String address() {
        return shown(address);
    }

    /** The admin port. */
    public String adminUrl() {
        return "http://" + shown(admin.address());
    }

    private static String shown(InetSocketAddress address) {
        String host = address.getAddress().isAnyLocalAddress()
                ? "127.0.0.1"
                : address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    /** Lets everybody finish, then stops. */
    @Override
    public void close() throws IOException {
        try {
            gateway.close();
            if (volume.isPresent()) {
                volume.get().close();
            }
        } finally {
            admin.close();
            lock.close();
        }
    }
}
