package eu.ccngateway.gateway.session;

import eu.ccngateway.gateway.delivery.DeliveryLoop;
import eu.ccngateway.gateway.delivery.Receiver;
import eu.ccngateway.gateway.exchange.Authoriser;
import eu.ccngateway.gateway.exchange.QueueRoom;
import eu.ccngateway.gateway.network.NetworkPolicy;
import eu.ccngateway.gateway.network.NodeGrant;
import eu.ccngateway.gateway.network.QueueSpec;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import eu.ccngateway.protocol.tls.TrustAnchors;
import eu.ccngateway.protocol.wire.DepthIs;
import eu.ccngateway.protocol.wire.Frame;
import eu.ccngateway.protocol.wire.Get;
import eu.ccngateway.protocol.wire.Subscribe;
import eu.ccngateway.protocol.wire.WireFrame;
import eu.ccngateway.protocol.wire.YouAre;
import java.security.cert.X509CRL;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/** What a session asks of its queues. Checks the right, then hands over to delivery. */
final class TakeDesk {

    private final DeliveryLoop delivery;
    private final Supplier<NetworkPolicy> network;
    private final Supplier<TrustAnchors> trust;
    private final QueueRoom room;
    private final Clock clock;

    TakeDesk(
            DeliveryLoop delivery,
            Supplier<NetworkPolicy> network,
            Supplier<TrustAnchors> trust,
            QueueRoom room,
            Clock clock) {
        this.delivery = delivery;
        this.network = network;
        this.trust = trust;
        this.room = room;
        this.clock = clock;
    }

    void subscribe(Session session, Receiver receiver, Subscribe subscribe) {
        delivery.subscribe(receiver, subscribe, queue(session, subscribe.getQueue()));
    }

    void get(Session session, Receiver receiver, Get get) {
        delivery.get(receiver, get, queue(session, get.getQueue()));
    }

    void depth(Session session, long request, String address) {
        QueueSpec queue = queue(session, address);
        delivery.hands(queue.address())
                .thenAccept(hands -> session.send(WireFrame.of(Frame.newBuilder()
                        .setDepthIs(DepthIs.newBuilder()
                                .setRequest(request)
                                .setMessages(room.depth(queue.address()))
                                .setOnLease(hands.onLease())
                                .setOldestMs(
                                        hands.oldestMs().isEmpty()
                                                ? 0
                                                : Math.max(
                                                        0,
                                                        clock.millis()
                                                                - hands.oldestMs()
                                                                        .getAsLong()))))));
    }

    void whoAmI(Session session, long request) {
        NetworkPolicy policy = network.get();
        List<String> applications =
                policy.node(session.node()).map(NodeGrant::applications).orElse(List.of());
        long crlNextUpdate = trust.get().crls().stream()
                .map(X509CRL::getNextUpdate)
                .filter(java.util.Objects::nonNull)
                .mapToLong(java.util.Date::getTime)
                .min()
                .orElse(0);
        session.send(WireFrame.of(Frame.newBuilder()
                .setYouAre(YouAre.newBuilder()
                        .setRequest(request)
                        .setNode(session.node().toString())
                        .setDomain(session.node().domain())
                        .addAllApplications(applications)
                        .addAllRights(policy.rights(session.node()))
                        .setNowMs(clock.millis())
                        .setCertificateExpiresMs(
                                session.who().chain().get(0).getNotAfter().getTime())
                        .setCrlNextUpdateMs(crlNextUpdate))));
    }

    /** The queue, if the session's node may take from it. */
    private QueueSpec queue(Session session, String address) {
        NetworkPolicy policy = network.get();
        QueueSpec queue = Authoriser.queue(policy, address);
        if (!queue.domain().equals(session.node().domain())) {
            throw new RefusedException(
                    RefusalCode.QUEUE_FOREIGN,
                    "queue: " + address + " (expected: a queue at "
                            + session.node().domain() + ")");
        }
        if (!policy.mayGet(session.node(), queue)) {
            throw new RefusedException(
                    RefusalCode.NOT_AUTHORISED,
                    "get from " + address + " (expected: a queue of the applications of " + session.node() + ")");
        }
        return queue;
    }
}
