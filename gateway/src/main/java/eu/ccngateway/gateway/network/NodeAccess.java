package eu.ccngateway.gateway.network;

import eu.ccngateway.gateway.network.Rule.Sending;
import eu.ccngateway.protocol.message.QueueAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Everything one node may do. What it may take is listed; what it may send is worked out once a queue. */
final class NodeAccess {

    private final NodeGrant grant;
    private final Set<String> applications;
    private final List<Rule> rules;
    private final Map<String, Application> definitions;
    private final Set<QueueAddress> gets = new HashSet<>();
    private final Set<QueueAddress> serves = new HashSet<>();
    private final Map<QueueAddress, TypeGate> puts = new ConcurrentHashMap<>();
    private final Map<QueueAddress, TypeGate> calls = new ConcurrentHashMap<>();

    NodeAccess(NodeEntry entry, Collection<QueueSpec> queues, NetworkParts parts) {
        this.grant = entry.grant();
        this.applications = Set.copyOf(grant.applications());
        this.rules =
                parts.rules().stream().filter(rule -> rule.isFor(grant.id())).toList();
        this.definitions = parts.applications();
        for (QueueSpec queue : queues) {
            if (queue.domain().equals(grant.id().domain()) && applications.contains(queue.application())) {
                addOwn(entry, queue);
            }
        }
    }

    private void addOwn(NodeEntry entry, QueueSpec queue) {
        if (entry.get().stream().anyMatch(target -> target.matches(queue))) {
            gets.add(queue.address());
        }
        if (entry.serve().stream().anyMatch(target -> target.matches(queue))) {
            serves.add(queue.address());
        }
    }

    NodeGrant grant() {
        return grant;
    }

    boolean gets(QueueSpec queue) {
        return gets.contains(queue.address());
    }

    boolean serves(QueueSpec queue) {
        return serves.contains(queue.address());
    }

    boolean sends(Sending direction, QueueSpec queue, String type) {
        Map<QueueAddress, TypeGate> gates = direction == Sending.PUT ? puts : calls;
        TypeGate gate = gates.get(queue.address());
        if (gate == null) {
            // Only queues of the network come here, so the map is as bounded as the network.
            gate = gate(direction, queue);
            gates.put(queue.address(), gate);
        }
        return gate.lets(type);
    }

    private TypeGate gate(Sending direction, QueueSpec queue) {
        Set<Wildcard> types = types(direction, queue);
        return types.isEmpty() ? TypeGate.CLOSED : new TypeGate(types);
    }

    /** The types this node may send to a queue, as patterns; none where it may not send at all. */
    Set<Wildcard> types(Sending direction, QueueSpec queue) {
        Set<Wildcard> types = new LinkedHashSet<>();
        Application application = definitions.get(queue.application());
        if (application == null || !applications.contains(application.name())) {
            return types;
        }
        for (Rule rule : rules) {
            if (rule.applications().contains(application.name())
                    && rule.targets(direction).stream().anyMatch(target -> target.matches(queue))) {
                types.addAll(rule.types().isEmpty() ? application.types() : rule.types());
            }
        }
        return types;
    }
}
