package eu.ccngateway.monitoring.meters;

import eu.ccngateway.gateway.Gateway;
import eu.ccngateway.gateway.network.NetworkPolicy;
import eu.ccngateway.gateway.network.NodeGrant;
import eu.ccngateway.gateway.network.QueueSpec;
import eu.ccngateway.gateway.session.Session;
import eu.ccngateway.protocol.message.NodeId;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * How a gateway stands at one moment, as lines of the gauges that have labels. Every node and queue of the network has its
 * line, also the one that is down or empty.
 */
final class Standing {

    /** One line of a gauge. */
    record Line(String[] values, Number value) {}

    private final Gateway gateway;
    private final MicrometerObserver observer;
    private final Books books;
    private final Clock clock;
    private final CodAges ages;
    private final Map<NodeId, X509Certificate> shown = new ConcurrentHashMap<>();

    Standing(Gateway gateway, MicrometerObserver observer, Clock clock, CodAges ages) {
        this.gateway = gateway;
        this.observer = observer;
        this.books = new Books(gateway, observer);
        this.clock = clock;
        this.ages = ages;
    }

    /** The meters that {@link #look} fills. */
    static Set<Meter> meters() {
        return Set.of(
                Meter.QUEUE_MESSAGES,
                Meter.QUEUE_OLDEST,
                Meter.QUEUE_CONSUMERS,
                Meter.WITHOUT_COD,
                Meter.UNACCOUNTED,
                Meter.NODE_UP,
                Meter.NODE_SESSIONS,
                Meter.NODE_CERTIFICATE_EXPIRY,
                Meter.NODE_CRL_AGE,
                Meter.NODE_CLOCK_OFFSET,
                Meter.RELOAD_SUCCESS);
    }

    Map<Meter, List<Line>> look() {
        Map<Meter, List<Line>> lines = new EnumMap<>(Meter.class);
        meters().forEach(meter -> lines.put(meter, new ArrayList<>()));
        NetworkPolicy network = gateway.network();
        Map<NodeId, List<Session>> sessions =
                gateway.sessions().list().stream().collect(Collectors.groupingBy(Session::node));
        expect(network);
        queues(network, sessions.keySet(), lines);
        nodes(network, sessions, lines);
        add(lines, Meter.UNACCOUNTED, books.receivedOffBy(), "received");
        add(lines, Meter.UNACCOUNTED, books.queuedOffBy(), "queued");
        observer.lastReloads().forEach((what, success) -> add(lines, Meter.RELOAD_SUCCESS, success ? 1 : 0, what));
        return lines;
    }

    private static void add(Map<Meter, List<Line>> lines, Meter meter, Number value, String... values) {
        lines.getOrDefault(meter, List.of()).add(new Line(values, value));
    }

    /** What may be counted one day shows 0 until then. */
    private void expect(NetworkPolicy network) {
        Set<String> applications =
                network.queues().stream().map(QueueSpec::application).collect(Collectors.toSet());
        for (QueueSpec queue : network.queues()) {
            observer.queue(queue.address());
            applications.forEach(observer.sender(queue.domain())::expect);
        }
    }

    private void queues(NetworkPolicy network, Set<NodeId> connected, Map<Meter, List<Line>> lines) {
        long now = clock.millis();
        Map<List<String>, long[]> late = new HashMap<>();
        for (QueueSpec queue : network.queues()) {
            QueueCounts counts = observer.queue(queue.address());
            String[] names = {
                queue.domain(), queue.application(), queue.address().toString()
            };
            long oldest =
                    Math.max(counts.messages().oldestMs(now), counts.reports().oldestMs(now));
            long consumers = connected.stream()
                    .filter(node -> network.mayGet(node, queue))
                    .count();
            add(lines, Meter.QUEUE_MESSAGES, gateway.room().depth(queue.address()), names);
            add(lines, Meter.QUEUE_OLDEST, oldest / 1_000.0, names);
            add(lines, Meter.QUEUE_CONSUMERS, consumers, names);
            ages.byLabel()
                    .forEach((age, after) -> late.computeIfAbsent(
                                            List.of(queue.domain(), queue.application(), age), key -> new long[1])[0] +=
                            counts.messages().olderThan(after.toMillis(), now));
        }
        late.forEach((key, count) -> add(lines, Meter.WITHOUT_COD, count[0], key.toArray(new String[0])));
    }

    private void nodes(NetworkPolicy network, Map<NodeId, List<Session>> sessions, Map<Meter, List<Line>> lines) {
        for (NodeGrant node : network.nodes()) {
            NodeId id = node.id();
            String[] names = {id.domain(), id.name()};
            List<Session> open = sessions.getOrDefault(id, List.of());
            Optional<X509Certificate> certificate = certificate(id, open);
            add(lines, Meter.NODE_UP, open.isEmpty() ? 0 : 1, names);
            add(lines, Meter.NODE_SESSIONS, open.size(), names);
            add(lines, Meter.NODE_CLOCK_OFFSET, observer.clockAheadMs(id) / 1_000.0, names);
            add(
                    lines,
                    Meter.NODE_CERTIFICATE_EXPIRY,
                    certificate
                            .map(shown -> shown.getNotAfter().getTime() / 1_000.0)
                            .orElse(0.0),
                    names);
            add(lines, Meter.NODE_CRL_AGE, certificate.map(this::crlAgeSeconds).orElse(0.0), names);
        }
    }

    /** The certificate a node last showed. */
    Optional<X509Certificate> certificate(NodeId node, List<Session> open) {
        open.forEach(session -> shown.put(node, session.who().chain().get(0)));
        return Optional.ofNullable(shown.get(node));
    }

    Books books() {
        return books;
    }

    private double crlAgeSeconds(X509Certificate certificate) {
        return gateway.trust().anchors().crls().stream()
                .filter(crl -> crl.getIssuerX500Principal().equals(certificate.getIssuerX500Principal()))
                .mapToLong(crl -> crl.getThisUpdate().getTime())
                .max()
                .stream()
                .mapToDouble(issued -> Math.max(0, clock.millis() - issued) / 1_000.0)
                .findFirst()
                .orElse(0);
    }

    /** When the first list in force runs out; 0 without lists. */
    static double firstCrlEnds(List<X509CRL> crls) {
        return crls.stream()
                .filter(crl -> crl.getNextUpdate() != null)
                .mapToDouble(crl -> crl.getNextUpdate().getTime() / 1_000.0)
                .min()
                .orElse(0);
    }
}
