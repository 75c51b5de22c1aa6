package eu.ccngateway.node;

import eu.ccngateway.protocol.tls.CredentialException;
import eu.ccngateway.protocol.wire.Frame;
import eu.ccngateway.protocol.wire.Goodbye;
import eu.ccngateway.protocol.wire.Welcome;
import eu.ccngateway.protocol.wire.WireFrame;
import io.netty.channel.Channel;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the node connected: one connection at a time, to one gateway after the other, with growing pauses once all of
 * them have failed. Event loop only, but for what says otherwise.
 */
final class Link implements Dial.Result {

    private static final Logger LOG = LoggerFactory.getLogger(Link.class);
    private static final long TICK_MS = 1_000;

    private final NodeConfig config;
    private final Clock clock;
    private final RandomGenerator random;
    private final Roles roles;
    private final Counts counts;
    private final List<Party> parties;
    private final Dial dial;
    private final CompletableFuture<Void> first = new CompletableFuture<>();
    private final CompletableFuture<Void> firstRound = new CompletableFuture<>();
    private long epoch;
    private int failuresInARow;
    private @Nullable Channel channel;
    private @Nullable Session session;
    private volatile boolean isUp;
    private volatile NodeException lastFailure = new Disconnected("no gateway has been tried yet", false);
    private boolean isStopped;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    Link(NodeConfig config, Clock clock, RandomGenerator random, Roles roles, Counts counts, List<Party> parties) {
        this.config = config;
        this.clock = clock;
        this.random = random;
        this.roles = roles;
        this.counts = counts;
        this.parties = parties;
        dial = new Dial(config, clock, random, roles);
    }

    /** Completes when a gateway has welcomed the node; fails if one said that it never will. Any thread. */
    CompletableFuture<Void> start(SessionHandler.Inbound inbound) {
        roles.toLoop(() -> attempt(inbound));
        roles.loop().scheduleWithFixedDelay(this::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
        return first;
    }

    /** Completes when every gateway has failed once. Any thread. */
    CompletableFuture<Void> firstRound() {
        return firstRound;
    }

    /** Any thread. */
    boolean isUp() {
        return isUp;
    }

    /** Why there is no connection. Any thread. */
    NodeException lastFailure() {
        return lastFailure;
    }

    @Nullable
    Session session() {
        return session;
    }

    /** Ends the connection in order. Any thread. */
    CompletableFuture<Void> stop(NodeClosed why) {
        roles.toLoop(() -> {
            isStopped = true;
            parties.forEach(party -> party.closed(why));
            Channel open = channel;
            if (open == null) {
                stopped.complete(null);
                return;
            }
            if (session != null) {
                Goodbye.Builder goodbye = Goodbye.newBuilder().setReason("the node is closed");
                open.writeAndFlush(WireFrame.of(Frame.newBuilder().setGoodbye(goodbye)));
            }
            open.close();
        });
        return stopped;
    }

    private void attempt(SessionHandler.Inbound inbound) {
        if (isStopped) {
            return;
        }
        epoch++;
        Endpoint endpoint =
                config.gateways().get((int) ((epoch - 1) % config.gateways().size()));
        try {
            channel = dial.start(endpoint, epoch, inbound, this);
        } catch (CredentialException e) {
            failed(inbound, new NodeException(String.valueOf(e.getMessage()), e));
        }
    }

    @Override
    public Session welcomed(Channel by, Endpoint endpoint, long ofEpoch, Welcome welcome) {
        WelcomeCheck.check(config, by, endpoint, welcome);
        Session welcomed = new Session(by, welcome, ofEpoch);
        session = welcomed;
        isUp = true;
        failuresInARow = 0;
        counts.connections.increment();
        LOG.info(
                "{} is connected to {} at {}, session {}",
                welcome.getNode(),
                welcome.getGateway(),
                endpoint,
                welcome.getSession());
        parties.forEach(party -> party.up(welcomed));
        first.complete(null);
        roles.complete(() -> config.listener().connected(welcome.getGateway(), endpoint));
        return welcomed;
    }

    private void tick() {
        long now = clock.millis();
        for (Party party : parties) {
            party.tick(now);
        }
    }

    @Override
    public void draining(Session drained) {
        drained.draining();
        parties.forEach(party -> party.draining(drained));
    }

    @Override
    public void ended(Channel which, SessionHandler.Inbound inbound, NodeException cause) {
        if (channel != which) {
            return;
        }
        channel = null;
        lastFailure = cause;
        Session lost = session;
        if (lost == null) {
            failed(inbound, cause);
        } else {
            session = null;
            isUp = false;
            parties.forEach(party -> party.down(lost));
            lost(lost, inbound, cause);
        }
        if (isStopped) {
            stopped.complete(null);
        }
    }

    private void lost(Session lost, SessionHandler.Inbound inbound, NodeException cause) {
        if (!isStopped) {
            LOG.warn("Connection to {} lost: {}", lost.welcome().getGateway(), cause.getMessage());
            roles.complete(() -> config.listener().disconnected(cause));
            again(inbound, random.nextLong(config.options().reconnectMin().toMillis() + 1));
        }
    }

    private void failed(SessionHandler.Inbound inbound, NodeException cause) {
        lastFailure = cause;
        if (isStopped) {
            return;
        }
        failuresInARow++;
        LOG.info("Attempt to connect failed ({} in a row): {}", failuresInARow, cause.getMessage());
        boolean isHopeless =
                cause instanceof RefusedByGateway refused ? !refused.mayPass() : !(cause instanceof Disconnected);
        if (failuresInARow >= config.gateways().size()) {
            if (isHopeless) {
                first.completeExceptionally(cause);
            }
            firstRound.complete(null);
        }
        roles.complete(() -> config.listener().attemptFailed(cause));
        again(inbound, pauseMs());
    }

    /** None until every gateway was tried once, then doubled with every round; half of it at random. */
    private long pauseMs() {
        int round = failuresInARow / config.gateways().size();
        if (round == 0) {
            return 0;
        }
        long min = config.options().reconnectMin().toMillis();
        long full = Math.min(config.options().reconnectMax().toMillis(), min << Math.min(round - 1, 16));
        return full / 2 + random.nextLong(full / 2 + 1);
    }

    private void again(SessionHandler.Inbound inbound, long inMs) {
        roles.loop().schedule(() -> attempt(inbound), inMs, TimeUnit.MILLISECONDS);
    }
}
