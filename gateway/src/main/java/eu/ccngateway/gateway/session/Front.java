package eu.ccngateway.gateway.session;

import eu.ccngateway.gateway.call.CallDesk;
import eu.ccngateway.gateway.delivery.DeliveryLoop;
import eu.ccngateway.gateway.exchange.Exchange;
import eu.ccngateway.gateway.network.NetworkPolicy;
import eu.ccngateway.gateway.observe.ExchangeObserver;
import eu.ccngateway.gateway.trust.Trust;
import eu.ccngateway.protocol.message.GatewayId;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What the listening end is made of.
 *
 * @param workers runs what is not for an event loop
 * @param spool directory where large payloads gather
 */
public record Front(
        GatewayId gateway,
        Supplier<NetworkPolicy> network,
        Supplier<Trust> trust,
        Exchange exchange,
        DeliveryLoop delivery,
        CallDesk calls,
        Executor workers,
        Path spool,
        Clock clock,
        ExchangeObserver observer) {

    /** The server for all this; it does not listen yet. */
    public GatewayServer server(SessionLimits limits, int eventLoops) {
        Desks desks = new Desks(
                new Desks.Surroundings(gateway, network, () -> trust.get().anchors(), clock, spool, observer),
                limits,
                new Desks.Services(exchange.pipeline(), exchange.room(), delivery, calls, workers));
        return new GatewayServer(() -> trust.get().tls(), desks, eventLoops);
    }
}
