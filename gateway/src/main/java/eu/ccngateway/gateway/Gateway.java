package eu.ccngateway.gateway;

import com.google.protobuf.ByteString;
import eu.ccngateway.gateway.call.CallDesk;
import eu.ccngateway.gateway.config.GatewayConfig;
import eu.ccngateway.gateway.config.LimitsConfig;
import eu.ccngateway.gateway.delivery.DeadLetters;
import eu.ccngateway.gateway.delivery.DeliveryLoop;
import eu.ccngateway.gateway.delivery.ExpirySweeper;
import eu.ccngateway.gateway.delivery.QueuePeek;
import eu.ccngateway.gateway.evidence.DuplicateWindow;
import eu.ccngateway.gateway.evidence.EvidenceStore;
import eu.ccngateway.gateway.evidence.LedgerDrain;
import eu.ccngateway.gateway.evidence.Retention;
import eu.ccngateway.gateway.exchange.AcceptanceIds;
import eu.ccngateway.gateway.exchange.Exchange;
import eu.ccngateway.gateway.exchange.GroupBuilder;
import eu.ccngateway.gateway.exchange.QueueRoom;
import eu.ccngateway.gateway.network.NetworkListener;
import eu.ccngateway.gateway.network.NetworkPolicy;
import eu.ccngateway.gateway.network.ReloadableNetwork;
import eu.ccngateway.gateway.observe.ExchangeObserver;
import eu.ccngateway.gateway.queue.DurableQueues;
import eu.ccngateway.gateway.queue.Readiness;
import eu.ccngateway.gateway.queue.StorageQueue;
import eu.ccngateway.gateway.report.ReportIssuer;
import eu.ccngateway.gateway.session.Front;
import eu.ccngateway.gateway.session.GatewayServer;
import eu.ccngateway.gateway.session.SessionLimits;
import eu.ccngateway.gateway.session.Sessions;
import eu.ccngateway.gateway.trust.ReloadableTrust;
import eu.ccngateway.gateway.trust.Trust;
import eu.ccngateway.protocol.message.GatewayId;
import eu.ccngateway.protocol.seal.SignatureEngine;
import eu.ccngateway.protocol.seal.Statement;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One gateway. Made whole by its constructor, alive from {@link #start} to {@link #close}. */
public final class Gateway implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private static final Duration RELOAD_EVERY = Duration.ofSeconds(2);
    private static final Duration RECHECK_EVERY = Duration.ofSeconds(5);
    private static final int GET_MAX = 1_000;
    private static final long GET_WAIT_MAX_MS = 300_000;

    private final GatewayConfig config;
    private final Parts parts;
    private final EvidenceStore evidence;
    private final DuplicateWindow duplicates;
    private final AcceptanceIds ids;
    private final LedgerDrain drain;
    private final Exchange exchange;
    private final DeliveryLoop delivery;
    private final CallDesk calls;
    private final GatewayServer server;
    private final DeadLetters deadLetters;
    private final QueuePeek peek;
    private final ExecutorService workers;
    private final ScheduledExecutorService timer = newThread("timer");
    private final ScheduledExecutorService ledgerThread = newThread("ledger");
    private final ScheduledExecutorService expiryThread = newThread("expiry");
    private volatile List<ByteString> crls = List.of();
    private volatile String notReady = "starting";
    private boolean isClosed;

    /** What a gateway is given. It closes none of it but the queues. */
    public record Parts(
            DurableQueues queues,
            ReloadableNetwork network,
            ReloadableTrust trust,
            ExchangeObserver observer,
            Clock clock,
            RandomGenerator random) {}

    public Gateway(GatewayConfig config, Parts parts) throws IOException {
        this.config = config;
        this.parts = parts;
        NetworkPolicy network = parts.network.get();
        Statement statement = new Statement(network.network(), network.environment());
        Path spool = sweptSpool(config.dataDirectory().resolve("spool"));
        this.evidence = EvidenceStore.open(
                config.keeping().evidenceDirectory(),
                statement,
                new Retention(config.keeping().evidenceDays(), config.keeping().archivedBytesMax()),
                parts.clock);
        this.duplicates = duplicateWindow();
        this.ids = new AcceptanceIds(parts.clock, Math.max(evidence.lastAcceptance(), evidence.lastRecordId()));
        this.drain = new LedgerDrain(parts.queues, evidence, duplicates, () -> ids.next(1), ledgerThread);
        this.exchange = exchange(statement);
        int cores = Runtime.getRuntime().availableProcessors();
        this.workers = Executors.newFixedThreadPool(cores, new DefaultThreadFactory("worker"));
        SessionLimits limits = sessionLimits();
        this.delivery = new DeliveryLoop(
                parts.queues,
                exchange.committer(),
                exchange.room()::depth,
                parts.observer,
                parts.clock,
                new DeliveryLoop.Limits(
                        limits.inlineMax(),
                        limits.sealsKept(),
                        config.sessions().backOutsMax(),
                        GET_MAX,
                        GET_WAIT_MAX_MS,
                        answerWithin()));
        this.calls = new CallDesk(exchange.sealedItem(), parts.network, timer, parts.observer, limits.callMax());
        this.server = new Front(
                        config.gateway(),
                        parts.network,
                        parts.trust,
                        exchange,
                        delivery,
                        calls,
                        workers,
                        spool,
                        parts.clock,
                        parts.observer)
                .server(limits, cores);
        this.deadLetters = new DeadLetters(parts.queues, exchange.committer());
        this.peek = new QueuePeek(parts.queues, exchange.committer(), delivery);
    }

    private DuplicateWindow duplicateWindow() {
        return new DuplicateWindow(
                new DuplicateWindow.Bounds(
                        config.limits().staleAfter().plusHours(1),
                        config.keeping().idsPerDomain(),
                        config.keeping().idsTotal()),
                parts.clock,
                parts.random);
    }

    private Exchange exchange(Statement statement) {
        ReportIssuer reports = new ReportIssuer(
                config.gateway(), statement, () -> parts.trust.get().seal(), parts.random);
        return new Exchange(
                new Exchange.Parts(
                        parts.queues, parts.network, () -> parts.trust.get().anchors(), reports, duplicates, ids),
                new Exchange.Terms(
                        statement,
                        new GroupBuilder.Surroundings(
                                parts.clock, () -> crls, () -> config.keeping().archivedBytesMax() > 0),
                        config.limits().staleAfter().toMillis(),
                        answerWithin()),
                parts.observer);
    }

    /** Twice as long as a silent peer is borne. */
    private Duration answerWithin() {
        return config.sessions().silenceMax().multipliedBy(2);
    }

    private SessionLimits sessionLimits() {
        LimitsConfig limits = config.limits();
        return new SessionLimits(
                limits.frameMax(),
                limits.headerMax(),
                limits.batchMax(),
                limits.inlineMax(),
                limits.payloadMax(),
                limits.callMax(),
                limits.inFlightMax(),
                limits.inFlightBytesMax(),
                SessionLimits.DEFAULTS.sealsKept(),
                limits.staleAfter().toMillis(),
                (int) config.sessions().heartbeat().toMillis(),
                (int) config.sessions().silenceMax().toMillis(),
                limits.connectionsMax());
    }

    /** Takes up what was left, then listens; tells where. */
    public InetSocketAddress start() throws IOException {
        NetworkPolicy network = parts.network.get();
        parts.queues.declare(storage(network));
        crls = evidence.keepTrust(
                parts.trust.get().anchors().authorities(),
                parts.trust.get().anchors().crls());
        drain.start();
        drain.catchUp().toCompletableFuture().join();
        ids.raise(Math.max(drain.lastAcceptance(), evidence.lastRecordId()));
        exchange.committer().start();
        new Recovery(parts.queues, exchange, parts.observer, parts.clock).restore(network);
        delivery.start();
        new ExpirySweeper(parts.queues, exchange.committer(), expiryThread);
        watch();
        InetSocketAddress address = server.listen(
                new InetSocketAddress(config.listen().host(), config.listen().port()));
        notReady = "";
        LOG.info(
                "{} listens on {} with {} for TLS, {} for seals, {}",
                config.gateway(),
                address,
                parts.trust.get().tls().choice(),
                SignatureEngine.BEST,
                parts.queues.readiness().detail());
        return address;
    }

    private static List<StorageQueue> storage(NetworkPolicy network) {
        List<StorageQueue> all = new ArrayList<>(
                List.of(StorageQueue.EXPIRED, StorageQueue.LEDGER, StorageQueue.PROGRESS, StorageQueue.DEAD_LETTERS));
        network.queues().forEach(queue -> {
            for (StorageQueue.Lane lane : StorageQueue.Lane.values()) {
                all.add(new StorageQueue(queue.domain(), queue.address().toString(), lane));
            }
        });
        return all;
    }

    private void watch() {
        parts.network.addListener(new NetworkListener() {
            @Override
            public void prepare(NetworkPolicy old, NetworkPolicy next) {
                parts.queues.declare(storage(next));
            }

            @Override
            public void changed(NetworkPolicy old, NetworkPolicy next) {
                parts.observer.reloaded("network", true);
                server.recheck();
                delivery.recheck(next);
                calls.recheck(next);
            }
        });
        parts.trust.addListener(new ReloadableTrust.Listener(this::prepare, server::recheck));
        parts.network.watch(timer, RELOAD_EVERY);
        parts.trust.watch(timer, RELOAD_EVERY, success -> parts.observer.reloaded("trust", success));
        timer.scheduleWithFixedDelay(
                server::endExpired, RECHECK_EVERY.toMillis(), RECHECK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void prepare(Trust next) {
        try {
            crls = evidence.keepTrust(
                    next.anchors().authorities(), next.anchors().crls());
        } catch (IOException e) {
            throw new UncheckedIOException("the revocation lists cannot be kept as evidence: " + e.getMessage(), e);
        }
    }

    /** Whether it can verify, sign, persist and route now. */
    public Readiness readiness() {
        if (!notReady.isEmpty()) {
            return new Readiness(false, notReady);
        }
        Readiness storage = parts.queues.readiness();
        return storage.ready() && !drain.readiness().ready() ? drain.readiness() : storage;
    }

    public GatewayId id() {
        return config.gateway();
    }

    public NetworkPolicy network() {
        return parts.network.get();
    }

    public Trust trust() {
        return parts.trust.get();
    }

    public Sessions sessions() {
        return server.sessions();
    }

    public QueueRoom room() {
        return exchange.room();
    }

    public DeliveryLoop delivery() {
        return delivery;
    }

    public DeadLetters deadLetters() {
        return deadLetters;
    }

    /** For looking into queues. */
    public QueuePeek peek() {
        return peek;
    }

    public EvidenceStore evidence() {
        return evidence;
    }

    public DuplicateWindow duplicates() {
        return duplicates;
    }

    /** Lets everybody finish, as far as the grace period goes, then stops; what was acknowledged is durable. */
    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        notReady = "stopping";
        server.drain(config.sessions().drainGrace());
        exchange.committer().close();
        delivery.close();
        drain.close();
        server.close();
        for (ExecutorService executor : List.of(workers, timer, expiryThread, ledgerThread)) {
            stop(executor);
        }
        parts.queues.close();
        try {
            evidence.close();
        } catch (IOException e) {
            LOG.warn(
                    "the evidence store did not close in order and will be mended at the next start: {}", e.toString());
        }
    }

    private static void stop(ExecutorService executor) {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ScheduledExecutorService newThread(String name) {
        return Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory(name, true));
    }

    /** The spool is no store: what a stopped gateway left there was never accepted. */
    private static Path sweptSpool(Path spool) throws IOException {
        Files.createDirectories(spool);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(spool, "put-*.part")) {
            for (Path file : left) {
                Files.delete(file);
            }
        }
        return spool;
    }
}
