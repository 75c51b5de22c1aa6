package eu.ccngateway.monitoring.meters;

import eu.ccngateway.gateway.Gateway;
import eu.ccngateway.gateway.network.NodeGrant;
import eu.ccngateway.gateway.network.QueueSpec;
import eu.ccngateway.gateway.observe.ExchangeObserver;
import eu.ccngateway.gateway.session.Session;
import eu.ccngateway.protocol.message.NodeId;
import eu.ccngateway.protocol.seal.SealingKey;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Every meter of one gateway. What happens is counted by the observer; how things stand is read from the gateway when
 * somebody scrapes. Every node and queue of the network has its line, also the one that is down or empty.
 */
public final class GatewayMeters {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final MicrometerObserver observer = new MicrometerObserver(registry);
    private volatile Runnable look = () -> {};

    /** Counts what happens. */
    public ExchangeObserver observer() {
        return observer;
    }

    /** From now on, scrapes show how this gateway stands. */
    public void watch(Gateway gateway) {
        gauge(
                "ccn.ready",
                "1 if it can verify, sign, persist and route now",
                gateway,
                g -> g.readiness().ready() ? 1 : 0);
        gauge(
                "ccn.sessions",
                "Sessions open now",
                gateway,
                g -> g.sessions().list().size());
        gauge(
                "ccn.dead.letters",
                "Messages nobody could take",
                gateway,
                g -> g.deadLetters().count());
        gauge(
                "ccn.duplicate.window.ids",
                "Message ids remembered",
                gateway,
                g -> g.duplicates().size());
        gauge(
                "ccn.duplicate.window.forced.out",
                "Ids forgotten before their time, for want of room",
                gateway,
                g -> g.duplicates().forcedOut());
        gauge(
                "ccn.seal.certificate.expiry.seconds",
                "When the certificate that seals reports ends, as Unix time",
                gateway,
                GatewayMeters::sealExpiry);
        MultiGauge queued = MultiGauge.builder("ccn.queue.messages")
                .description("Messages queued and not yet acknowledged")
                .register(registry);
        MultiGauge connected = MultiGauge.builder("ccn.node.sessions")
                .description("Sessions of a node; 0 for one that is not connected")
                .register(registry);
        look = () -> {
            queued.register(queueRows(gateway), true);
            connected.register(nodeRows(gateway), true);
        };
    }

    /** Everything, in the text format of Prometheus. */
    public String scrape() {
        look.run();
        return registry.scrape();
    }

    private static double sealExpiry(Gateway gateway) {
        SealingKey seal = gateway.trust().seal();
        return seal.certificate().getNotAfter().getTime() / 1_000.0;
    }

    private static List<MultiGauge.Row<?>> queueRows(Gateway gateway) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (QueueSpec queue : gateway.network().queues()) {
            Tags tags = Tags.of("queue", queue.address().toString(), "domain", queue.domain());
            rows.add(MultiGauge.Row.of(tags, gateway.room().depth(queue.address())));
        }
        return rows;
    }

    private static List<MultiGauge.Row<?>> nodeRows(Gateway gateway) {
        Map<NodeId, Integer> sessions = new HashMap<>();
        for (Session session : gateway.sessions().list()) {
            sessions.merge(session.node(), 1, Integer::sum);
        }
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (NodeGrant node : gateway.network().nodes()) {
            Tags tags = Tags.of("node", node.id().name(), "domain", node.id().domain());
            rows.add(MultiGauge.Row.of(tags, sessions.getOrDefault(node.id(), 0)));
        }
        return rows;
    }

    private interface Look {
        double at(Gateway gateway);
    }

    private void gauge(String name, String description, Gateway gateway, Look look) {
        Gauge.builder(name, gateway, look::at).description(description).register(registry);
    }
}
