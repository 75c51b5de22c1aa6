package eu.ccngateway.node;

import eu.ccngateway.protocol.message.MessageId;
import eu.ccngateway.protocol.message.NodeId;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.seal.SealingKey;
import eu.ccngateway.protocol.tls.KeyMaterial;
import eu.ccngateway.protocol.wire.Depth;
import eu.ccngateway.protocol.wire.Frame;
import eu.ccngateway.protocol.wire.WireFrame;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node over one {@link Link}: wires the parts and hands each verb to the part that does it. */
final class ConnectedNode implements Node, SessionHandler.Inbound {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectedNode.class);
    private static final int REPORT_CREDIT = 2048;

    private final NodeConfig config;
    private final Clock clock;
    private final Counts counts = new Counts();
    private final Roles roles;
    private final Puts puts;
    private final Outbox outbox;
    private final Settler settler;
    private final Intake intake;
    private final Gets gets;
    private final Subscriptions subscriptions;
    private final Calls calls;
    private final Servings servings;
    private final Asks asks;
    private final Link link;
    private final Stamp stamp;
    private final Optional<Journal> journal;
    private volatile boolean isClosed;

    private ConnectedNode(NodeConfig config, Clock clock, RandomGenerator random, Roles roles) {
        this.config = config;
        this.clock = clock;
        NodeOptions options = config.options();
        KeyMaterial key = config.sealingKey();
        SealingKey sealingKey = new SealingKey(key.key(), key.chain(), key.provider());
        this.roles = roles;
        stamp = new Stamp(config, clock, random);
        journal = config.journal().map(file -> Journal.open(file, config.node(), clock));
        Leases leases = new Leases(options.rememberedMax(), roles, counts, journal);
        settler = new Settler(leases, roles);
        leases.onSettling(settler::add);
        Window window = new Window(options.inFlightMax(), options.inFlightBytesMax());
        PutEnd end = new PutEnd(window, roles, counts, journal);
        outbox = new Outbox(end, options, clock, random, roles, counts);
        puts = new Puts(config, sealingKey, new Puts.Parts(stamp, window, end, outbox), clock, roles, counts);
        Verifier verifier = new Verifier(config.trust(), options.isVerifying());
        intake = new Intake(
                verifier,
                leases,
                roles,
                counts,
                failure -> roles.complete(() -> config.listener().verificationFailed(failure)));
        CallSeal callSeal = new CallSeal(sealingKey, verifier, clock);
        subscriptions = new Subscriptions(intake, roles, config);
        servings = new Servings(stamp, callSeal, roles, config.listener());
        gets = new Gets(intake, roles, clock, this::whyDown);
        calls = new Calls(stamp, callSeal, roles, this::whyDown);
        asks = new Asks(roles, options.connectTimeout(), this::whyDown);
        // Leases first: who takes up work on a new session finds them ready for it.
        List<Party> parties = List.of(
                settler, intake, outbox, puts, subscriptions, servings, gets, calls, asks, new Drain(outbox, settler));
        link = new Link(config, clock, random, roles, counts, parties);
    }

    static Node start(NodeConfig config, Clock clock, RandomGenerator random) {
        Roles roles = new Roles(config.node().name());
        ConnectedNode node;
        try {
            node = new ConnectedNode(config, clock, random, roles);
        } catch (RuntimeException e) {
            roles.stop();
            throw e;
        }
        try {
            CompletableFuture<Void> first = node.link.start(node);
            node.puts.start();
            node.awaitWelcome(first);
            return node;
        } catch (RuntimeException e) {
            node.stop();
            throw e;
        }
    }

    /** With a spool the node is of use without a gateway: then it waits no longer than for each one's first answer. */
    private void awaitWelcome(CompletableFuture<Void> first) {
        boolean hasSpool = config.options().spool().isPresent();
        CompletableFuture<Void> enough =
                hasSpool ? CompletableFuture.anyOf(first, link.firstRound()).thenApply(any -> null) : first;
        Duration timeout = config.options().connectTimeout();
        try {
            Waiting.on(enough.copy().orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (NodeException e) {
            if (!(e.getCause() instanceof TimeoutException)) {
                throw e;
            }
            if (!hasSpool) {
                throw new Disconnected(
                        "no gateway has welcomed this node within " + timeout + ": "
                                + link.lastFailure().getMessage(),
                        link.lastFailure());
            }
        }
    }

    private NodeException whyDown() {
        return link.lastFailure();
    }

    @Override
    public NodeId id() {
        return config.node();
    }

    @Override
    public boolean isConnected() {
        return link.isUp();
    }

    @Override
    public NodeCounts counts() {
        return counts.now();
    }

    @Override
    public Put put(Message message) {
        return puts.put(message);
    }

    @Override
    public Optional<Put> tryPut(Message message) {
        return puts.tryPut(message);
    }

    @Override
    public Optional<Received> get(String queue, Duration wait) {
        return get(queue, 1, wait).stream().findFirst();
    }

    @Override
    public List<Received> get(String queue, int max, Duration wait) {
        requireOpen();
        return gets.get(new Gets.Wanted(stamp.ownQueue(queue), max, wait, Lease.Use.GET)).stream()
                .map(Received::new)
                .toList();
    }

    @Override
    public Optional<Browsed> browse(String queue, Duration wait) {
        requireOpen();
        return gets.get(new Gets.Wanted(stamp.ownQueue(queue), 1, wait, Lease.Use.BROWSE)).stream()
                .map(Browsed::new)
                .findFirst();
    }

    @Override
    public Optional<Browsed> browse(String queue, MessageId correlationId, Duration wait) {
        requireOpen();
        return new BrowseSearch(gets, clock).find(stamp.ownQueue(queue), correlationId, wait);
    }

    @Override
    public Transaction transaction() {
        requireOpen();
        return new GetTransaction(gets, settler, stamp::ownQueue);
    }

    @Override
    public Subscription subscribe(String queue, int credit, MessageHandler handler) {
        requireOpen();
        return subscriptions.open(stamp.ownQueue(queue), credit, handler);
    }

    @Override
    public Subscription reports(String queue, ReportHandler handler) {
        return subscribe(queue, REPORT_CREDIT, message -> {
            handler.handle(message.report()
                    .orElseThrow(() -> new VerificationFailed(
                            RefusalCode.HEADER_INVALID,
                            message + " is no report (expected: reports only in " + queue + ")",
                            false)));
            message.acknowledge();
        });
    }

    @Override
    public CompletableFuture<Reply> call(Message message, Duration timeout) {
        requireOpen();
        return calls.call(message, timeout);
    }

    @Override
    public Serving serve(String queue, CallHandler handler) {
        requireOpen();
        return servings.serve(stamp.ownQueue(queue), handler);
    }

    @Override
    public QueueDepth depth(String queue) {
        requireOpen();
        String address = stamp.ownQueue(queue).toString();
        return asks.ask(
                request -> Frame.newBuilder()
                        .setDepth(Depth.newBuilder().setRequest(request).setQueue(address)),
                (session, answer) -> GatewayAnswers.depth(answer.getDepthIs()));
    }

    @Override
    public WhoAmI whoAmI() {
        requireOpen();
        long asked = clock.millis();
        return asks.ask(
                request -> Frame.newBuilder()
                        .setWhoAmI(
                                eu.ccngateway.protocol.wire.WhoAmI.newBuilder().setRequest(request)),
                (session, answer) ->
                        GatewayAnswers.whoAmI(session.welcome(), answer.getYouAre(), asked, clock.millis()));
    }

    /** Puts ask their window. Threads wind down for a moment yet, and would take what nobody ends any more. */
    private void requireOpen() {
        if (isClosed) {
            throw new NodeClosed("the node is closed");
        }
    }

    @Override
    public void close() {
        isClosed = true;
        if (!puts.close()) {
            return;
        }
        subscriptions.closeAll();
        servings.closeAll();
        puts.awaitEnd(link.isUp());
        settler.awaitEnd(config.options().closeTimeout());
        stop();
    }

    private void stop() {
        puts.stop();
        try {
            link.stop(new NodeClosed("the node was closed"))
                    .get(config.options().closeTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("The connection did not close in order: {}", e.toString());
        }
        puts.release();
        calls.stop();
        roles.stop();
        roles.awaitCompletions(config.options().closeTimeout());
        journal.ifPresent(Journal::close);
    }

    @Override
    public void chunk(Session session, WireFrame frame) {
        intake.chunk(session, frame);
    }

    @Override
    public void call(Session session, WireFrame frame) {
        servings.called(session, frame);
    }

    @Override
    public void writable() {
        outbox.writable();
    }
}
