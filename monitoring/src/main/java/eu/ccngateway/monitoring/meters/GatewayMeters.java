package eu.ccngateway.monitoring.meters;

import eu.ccngateway.gateway.Gateway;
import eu.ccngateway.gateway.observe.ExchangeObserver;
import eu.ccngateway.gateway.session.Session;
import eu.ccngateway.protocol.message.NodeId;
import eu.ccngateway.protocol.message.QueueAddress;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Every meter of one gateway. What happens is counted by the observer; how things stand is read from the gateway when
 * somebody scrapes.
 */
public final class GatewayMeters {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final RecentRefusals refusals = new RecentRefusals();
    private final MicrometerObserver observer;
    private final Map<Meter, MultiGauge> standing = new EnumMap<>(Meter.class);
    private final Clock clock;
    private final String version;
    private final CodAges ages;
    private volatile Optional<Standing> watched = Optional.empty();

    /**
     * Meters that nothing has been counted with yet.
     *
     * @param version of this program
     * @param ages from which on a message without CoD is late
     */
    public GatewayMeters(Clock clock, String version, CodAges ages) {
        this.clock = clock;
        this.version = version;
        this.ages = ages;
        this.observer = new MicrometerObserver(registry, clock, refusals);
        new ProcessMeters(registry).register(version);
        for (Meter meter : Standing.meters()) {
            standing.put(
                    meter,
                    MultiGauge.builder(meter.registered())
                            .description(meter.sentence())
                            .register(registry));
        }
    }

    /** Counts what happens. */
    public ExchangeObserver observer() {
        return observer;
    }

    /** How many were refused since the start, by sender, application and code. */
    public Map<Refusal, Long> refused() {
        Map<Refusal, Long> counts = new HashMap<>();
        observer.allSenders().forEach((domain, sender) -> counts.putAll(sender.refused(domain)));
        return counts;
    }

    public RecentRefusals refusals() {
        return refusals;
    }

    /** What was counted since the start, for the console. */
    public Figures figures() {
        return Figures.of(observer);
    }

    /** Age of the oldest message or report in a queue; empty for an empty queue. */
    public OptionalLong oldestMs(QueueAddress queue) {
        QueueCounts counts = observer.queue(queue);
        long now = clock.millis();
        long oldest = Math.max(counts.messages().oldestMs(now), counts.reports().oldestMs(now));
        return oldest == 0 ? OptionalLong.empty() : OptionalLong.of(oldest);
    }

    /** What is remembered of a node, connected or not. */
    public record NodeFigures(Optional<Instant> lastSeen, Optional<Instant> certificateEnds, long clockAheadMs) {}

    public NodeFigures node(NodeId node, List<Session> open) {
        return new NodeFigures(
                observer.lastSeenMs(node).map(Instant::ofEpochMilli),
                watched.flatMap(standing -> standing.certificate(node, open))
                        .map(certificate -> certificate.getNotAfter().toInstant()),
                observer.clockAheadMs(node));
    }

    /** What the laws of the books are off by, by name. */
    public Map<String, Long> unaccountedFor() {
        Map<String, Long> laws = new TreeMap<>();
        watched.map(Standing::books).ifPresent(books -> {
            laws.put("received", books.receivedOffBy());
            laws.put("queued", books.queuedOffBy());
        });
        return laws;
    }

    public String version() {
        return version;
    }

    /**
     * From now on, scrapes show how this gateway stands.
     *
     * @param data the directory of journal and evidence
     */
    public void watch(Gateway gateway, Path data) {
        observer.resolve(queue -> gateway.network().queue(queue).map(spec -> spec.application()));
        gauge(Meter.READY, gateway, g -> g.readiness().ready() ? 1 : 0);
        gauge(Meter.SESSIONS, gateway, g -> g.sessions().list().size());
        gauge(Meter.DEAD_LETTERS, gateway, g -> g.deadLetters().count());
        gauge(Meter.DUPLICATE_IDS, gateway, g -> g.duplicates().size());
        gauge(
                Meter.SEAL_CERTIFICATE_EXPIRY,
                gateway,
                g -> g.trust().seal().certificate().getNotAfter().getTime() / 1_000.0);
        gauge(
                Meter.CRL_NEXT_UPDATE,
                gateway,
                g -> Standing.firstCrlEnds(g.trust().anchors().crls()));
        gauge(Meter.DISK_FREE, data, directory -> directory.toFile().getUsableSpace());
        gauge(Meter.DISK_SIZE, data, directory -> directory.toFile().getTotalSpace());
        FunctionCounter.builder(
                        Meter.DUPLICATES_FORCED_OUT.registered(),
                        gateway,
                        g -> g.duplicates().forcedOut())
                .description(Meter.DUPLICATES_FORCED_OUT.sentence())
                .register(registry);
        watched = Optional.of(new Standing(gateway, observer, clock, ages));
    }

    /** Everything, in the text format of Prometheus. */
    public String scrape() {
        watched.ifPresent(now -> now.look().forEach(this::show));
        return registry.scrape();
    }

    private void show(Meter meter, List<Standing.Line> lines) {
        MultiGauge gauge = standing.get(meter);
        if (gauge != null) {
            gauge.register(
                    lines.stream()
                            .map(line -> MultiGauge.Row.of(Tags.of(meter.tags(line.values())), line.value()))
                            .toList(),
                    true);
        }
    }

    private <T> void gauge(Meter meter, T source, ToDoubleFunction<T> look) {
        Gauge.builder(meter.registered(), source, look)
                .description(meter.sentence())
                .strongReference(true)
                .register(registry);
    }
}
