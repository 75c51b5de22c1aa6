package eu.ccngateway.gateway.session;

import eu.ccngateway.gateway.call.CallDesk;
import eu.ccngateway.gateway.delivery.DeliveryLoop;
import eu.ccngateway.gateway.exchange.PutPipeline;
import eu.ccngateway.gateway.exchange.QueueRoom;
import eu.ccngateway.gateway.network.NetworkPolicy;
import eu.ccngateway.gateway.observe.ExchangeObserver;
import eu.ccngateway.protocol.message.GatewayId;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import eu.ccngateway.protocol.tls.TrustAnchors;
import eu.ccngateway.protocol.wire.Welcome;
import io.netty.channel.Channel;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Everything a connection turns to, shared by all. */
final class Desks {

    private final Surroundings surroundings;
    private final SessionLimits limits;
    private final Admission admission;
    private final Sessions sessions;
    private final PutDesk puts;
    private final TakeDesk takes;
    private final Services services;
    private final AtomicLong lastSession = new AtomicLong();
    private volatile boolean isDraining;

    /** What this gateway is and where it runs. */
    record Surroundings(
            GatewayId gateway,
            Supplier<NetworkPolicy> network,
            Supplier<TrustAnchors> trust,
            Clock clock,
            Path spool,
            ExchangeObserver observer) {}

    /** The parts behind the desks. */
    record Services(PutPipeline pipeline, QueueRoom room, DeliveryLoop delivery, CallDesk calls, Executor workers) {}

    Desks(Surroundings surroundings, SessionLimits limits, Services services) {
        this.surroundings = surroundings;
        this.limits = limits;
        this.services = services;
        this.admission = new Admission(surroundings.trust, surroundings.network, surroundings.clock);
        this.sessions = new Sessions(limits.connectionsMax());
        this.puts = new PutDesk(
                services.pipeline,
                new DomainShares(surroundings.network, limits.inFlightBytesMax()),
                limits,
                surroundings.observer,
                surroundings.clock);
        this.takes = new TakeDesk(
                services.delivery, surroundings.network, surroundings.trust, services.room, surroundings.clock);
    }

    Admission admission() {
        return admission;
    }

    PutDesk puts() {
        return puts;
    }

    TakeDesk takes() {
        return takes;
    }

    CallDesk calls() {
        return services.calls;
    }

    DeliveryLoop delivery() {
        return services.delivery;
    }

    SessionLimits limits() {
        return limits;
    }

    Clock clock() {
        return surroundings.clock;
    }

    ExchangeObserver observer() {
        return surroundings.observer;
    }

    Sessions sessions() {
        return sessions;
    }

    LargePuts largePuts(Session session) {
        return new LargePuts(session, puts, limits, surroundings.spool, surroundings.clock);
    }

    /** From now on nobody gets in. */
    void drain() {
        isDraining = true;
    }

    /** Opens a session, fencing an older one of the same program. */
    Session enter(Session.Who who, Channel channel) {
        if (isDraining) {
            throw new RefusedException(
                    RefusalCode.DRAINING, "the gateway is going down; try another one, or again in a while");
        }
        String id = Long.toHexString(surroundings.clock.millis()) + "-" + lastSession.incrementAndGet();
        Session session = new Session(
                id,
                who,
                channel,
                new Session.Terms(limits, surroundings.observer),
                new SerialExecutor(services.workers),
                surroundings.clock.millis());
        int perNodeMax = surroundings.network.get().limits(who.node().domain()).connectionsPerNode();
        sessions.enter(session, perNodeMax)
                .ifPresent(older -> older.disconnect(new RefusedException(
                        RefusalCode.FENCED, "session " + session.id() + " of the same program took over")));
        surroundings.observer.sessionOpened(who.node());
        return session;
    }

    void leave(Session session) {
        sessions.leave(session);
        surroundings.observer.sessionClosed(session.node());
    }

    Welcome.Builder welcome(Session session) {
        NetworkPolicy network = surroundings.network.get();
        return Welcome.newBuilder()
                .setVersion(Admission.VERSION)
                .setGateway(surroundings.gateway.toString())
                .setNetwork(network.network())
                .setEnvironment(network.environment())
                .setNode(session.node().toString())
                .setNowMs(surroundings.clock.millis())
                .setHeartbeatMs(limits.heartbeatMs())
                .setSilenceMaxMs(limits.silenceMaxMs())
                .setFrameMax(limits.frameMax())
                .setBatchMax(limits.batchMax())
                .setInlineMax(limits.inlineMax())
                .setPayloadMax(limits.payloadMax())
                .setCallMax(limits.callMax())
                .setInFlightMax(limits.inFlightMax())
                .setSealsKept(limits.sealsKept())
                .setStaleAfterMs(limits.staleAfterMs())
                .setHeaderMax(limits.headerMax())
                .setSession(session.id());
    }
}
