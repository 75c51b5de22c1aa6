package eu.ccngateway.loadtest.run;

import eu.ccngateway.node.Node;
import eu.ccngateway.node.NodeConfig;
import eu.ccngateway.node.NodeListener;
import eu.ccngateway.node.NodeOptions;
import eu.ccngateway.node.WhoAmI;
import eu.ccngateway.protocol.message.QueueAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Who takes part in a run: the nodes of its domains that serve the profile's applications, and their queues. */
final class Seating implements AutoCloseable {

    /** What a gateway lets one connection have unanswered, unless configured otherwise. */
    private static final int IN_FLIGHT_MAX = 8192;

    private static final int DOMAINS = 8;
    private static final long IN_FLIGHT_BYTES = 64L << 20;
    private static final Duration CONNECT = Duration.ofSeconds(30);

    private final LoadPlan plan;
    private final Network network;
    private final NodeListener listener;
    private final List<Node> open = new ArrayList<>();
    private final List<Seat> seats = new ArrayList<>();
    private final List<Target> targets = new ArrayList<>();

    private Seating(LoadPlan plan, Network network, NodeListener listener) {
        this.plan = plan;
        this.network = network;
        this.listener = listener;
    }

    /** Connects everybody who is needed. */
    static Seating of(LoadPlan plan, Network network, NodeListener listener) {
        Seating seating = new Seating(plan, network, listener);
        try {
            seating.seatDomains();
            seating.nameTargets();
            return seating;
        } catch (RuntimeException e) {
            seating.close();
            throw e;
        }
    }

    private void seatDomains() {
        Map<String, List<String>> byDomain = new TreeMap<>(network.nodes().entrySet().stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getValue, Collectors.mapping(Map.Entry::getKey, Collectors.toList()))));
        int wanted = plan.shape().domains() == 0
                ? Math.min(DOMAINS, byDomain.size())
                : plan.shape().domains();
        int seated = 0;
        for (Map.Entry<String, List<String>> domain : byDomain.entrySet()) {
            if (seated < wanted && seat(domain.getValue())) {
                seated++;
            }
        }
        if (seated < wanted || seated == 0) {
            throw new IllegalArgumentException("domains: " + wanted + " (expected: at most " + seated
                    + ", as that many have nodes in this network for "
                    + plan.profile().applications() + "); --start makes a network of the right size");
        }
    }

    /** Connects nodes of one domain until they serve every application of the profile. */
    private boolean seat(List<String> names) {
        Set<String> missing = new LinkedHashSet<>(plan.profile().applications());
        List<Seat> found = new ArrayList<>();
        for (String name : names) {
            if (missing.isEmpty()) {
                break;
            }
            NodeConfig config = config(name);
            Node node = connect(config);
            WhoAmI who = node.whoAmI();
            List<String> serves =
                    missing.stream().filter(who.applications()::contains).toList();
            if (serves.isEmpty()) {
                leave(node);
            } else {
                missing.removeAll(serves);
                found.add(new Seat(config, node, who.domain(), serves, who.environment()));
            }
        }
        if (missing.isEmpty()) {
            seats.addAll(found);
        } else {
            found.forEach(seat -> leave(seat.node()));
        }
        return missing.isEmpty();
    }

    private NodeConfig config(String name) {
        LoadPlan.Pace pace = plan.pace();
        NodeOptions.Builder options = NodeOptions.builder()
                .inFlightMax(pace.isOpenLoop() ? IN_FLIGHT_MAX : Math.min(IN_FLIGHT_MAX, pace.inFlight()))
                .inFlightBytesMax(IN_FLIGHT_BYTES)
                .connectTimeout(CONNECT);
        if (pace.batchMax() > 0) {
            options.batchMax(pace.batchMax());
        }
        return NodeConfig.builderOfNetwork(network.directory(), name)
                .options(options.build())
                .listener(listener)
                .build();
    }

    private Node connect(NodeConfig config) {
        Node node = Node.connect(config);
        open.add(node);
        return node;
    }

    private void leave(Node node) {
        open.remove(node);
        node.close();
    }

    /** One queue of each application at each domain; cut, or shared out, to as many as are wanted. */
    private void nameTargets() {
        for (String application : plan.profile().applications()) {
            for (int home = 0; home < seats.size(); home++) {
                Seat seat = seats.get(home);
                int wanted = plan.shape().queues();
                if (seat.applications().contains(application) && (wanted == 0 || targets.size() < wanted)) {
                    targets.add(new Target(
                            targets.size(),
                            application,
                            new QueueAddress(seat.queue("CORE", application), seat.domain()),
                            home));
                }
            }
        }
        Set<String> reached = targets.stream().map(Target::application).collect(Collectors.toSet());
        if (targets.size() < plan.shape().queues()
                || !reached.containsAll(plan.profile().applications())) {
            throw new IllegalArgumentException("queues: " + plan.shape().queues() + " (expected: at least one for each"
                    + " of " + plan.profile().applications() + " and at most " + targets.size()
                    + " with this network and profile)");
        }
    }

    /** Connections that put: the seated nodes themselves first, then further connections of theirs. */
    List<Node> producers() {
        LoadPlan.Shape shape = plan.shape();
        int count = shape.producers() > 0 ? shape.producers() : Math.max(seats.size(), shape.connections());
        List<Node> producers = new ArrayList<>();
        for (int i = 0; i < Math.max(count, shape.connections()); i++) {
            Seat seat = seats.get(i % seats.size());
            Node node = i < seats.size() ? seat.node() : connect(seat.config());
            if (i < count) {
                producers.add(node);
            }
        }
        return producers;
    }

    List<Seat> seats() {
        return List.copyOf(seats);
    }

    List<Target> targets() {
        return List.copyOf(targets);
    }

    /** How many connections are open. */
    int connections() {
        return open.size();
    }

    @Override
    public void close() {
        open.parallelStream().forEach(Node::close);
        open.clear();
    }
}
