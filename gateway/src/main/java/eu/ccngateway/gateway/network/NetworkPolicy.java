package eu.ccngateway.gateway.network;

import eu.ccngateway.gateway.network.Rule.Sending;
import eu.ccngateway.gateway.yaml.Nearest;
import eu.ccngateway.protocol.message.NodeId;
import eu.ccngateway.protocol.message.QueueAddress;
import eu.ccngateway.protocol.wire.Right;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who may do what, at one moment. Immutable: a changed network file makes a new one. Whatever is not allowed by its file
 * is refused.
 */
public final class NetworkPolicy {

    private static final int NEAR_MAX = 3;

    private final NetworkParts.NetworkNames names;
    private final Map<String, Domain> domains;
    /** Gateway name, aliases included, to the name of its domain. */
    private final Map<String, String> gatewayNames;

    private final Map<QueueAddress, QueueSpec> queues = new LinkedHashMap<>();
    private final Map<QueueAddress, QueueSpec> byAddress = new HashMap<>();
    private final Map<NodeId, NodeAccess> nodes = new LinkedHashMap<>();

    NetworkPolicy(NetworkParts parts) {
        this.names = parts.names();
        this.domains = Collections.unmodifiableMap(new LinkedHashMap<>(parts.domains()));
        this.gatewayNames = GatewayAliases.of(domains.keySet(), parts.aliases());
        for (Domain domain : domains.values()) {
            for (String application : domain.applications()) {
                addQueues(domain, Optional.ofNullable(parts.applications().get(application)));
            }
        }
        gatewayNames.forEach((alias, domain) -> queues.values().stream()
                .filter(queue -> queue.domain().equals(domain))
                .forEach(queue -> byAddress.put(new QueueAddress(queue.address().queue(), alias), queue)));
        for (NodeEntry entry : parts.nodes()) {
            nodes.put(entry.grant().id(), new NodeAccess(entry, queues.values(), parts));
        }
    }

    private void addQueues(Domain domain, Optional<Application> application) {
        application.ifPresent(it -> new TreeMap<>(it.queues()).forEach((name, role) -> {
            QueueAddress address = new QueueAddress(name, domain.name());
            long depthMax = domain.limits().queueDepth();
            queues.put(address, new QueueSpec(address, it.name(), role, depthMax));
        }));
    }

    /** Name of the network, part of every statement. */
    public String network() {
        return names.network();
    }

    /** PROD, RCT or TRN; part of every statement. */
    public String environment() {
        return names.environment();
    }

    /** A node that the network knows. */
    public Optional<NodeGrant> node(NodeId id) {
        return Optional.ofNullable(nodes.get(id)).map(NodeAccess::grant);
    }

    /** Every node, in the order of the file. */
    public List<NodeGrant> nodes() {
        return nodes.values().stream().map(NodeAccess::grant).toList();
    }

    /** Every domain, in the order of the file. */
    public Collection<Domain> domains() {
        return domains.values();
    }

    /** The queue at an address, also when its gateway name is an alias ({@code CUSTTAX.GR} for {@code CUSTTAX.EL}). */
    public Optional<QueueSpec> queue(QueueAddress address) {
        return Optional.ofNullable(byAddress.get(address));
    }

    /** Every queue, domain by domain. */
    public Collection<QueueSpec> queues() {
        return Collections.unmodifiableCollection(queues.values());
    }

    public boolean mayPut(NodeId node, QueueSpec queue, String type) {
        NodeAccess access = nodes.get(node);
        return access != null && access.sends(Sending.PUT, queue, type);
    }

    public boolean mayCall(NodeId node, QueueSpec queue, String type) {
        NodeAccess access = nodes.get(node);
        return access != null && access.sends(Sending.CALL, queue, type);
    }

    /** Always false for a queue of another domain. */
    public boolean mayGet(NodeId node, QueueSpec queue) {
        NodeAccess access = nodes.get(node);
        return access != null && access.gets(queue);
    }

    /** Always false for a queue of another domain. */
    public boolean mayServe(NodeId node, QueueSpec queue) {
        NodeAccess access = nodes.get(node);
        return access != null && access.serves(queue);
    }

    /** Everything a node may do, as patterns for people; empty for a node that is not known. */
    public List<Right> rights(NodeId node) {
        NodeAccess access = nodes.get(node);
        return access == null ? List.of() : new RightsList(access, queues.values()).toList();
    }

    /** What a domain may use; the defaults for one that is not known. */
    public DomainLimits limits(String domain) {
        Domain known = domains.get(domain);
        return known == null ? DomainLimits.DEFAULTS : known.limits();
    }

    /** What somebody who wrote this address may have meant, best first, at most three. */
    public List<QueueAddress> near(QueueAddress unknown) {
        String domain = gatewayNames.get(unknown.gatewayName());
        if (domain != null) {
            List<String> here = queues.values().stream()
                    .filter(queue -> queue.domain().equals(domain))
                    .map(queue -> queue.address().queue())
                    .toList();
            return Nearest.to(unknown.queue(), here, NEAR_MAX).stream()
                    .map(name -> new QueueAddress(name, domain))
                    .toList();
        }
        return Nearest.to(unknown.gatewayName(), gatewayNames.keySet(), NEAR_MAX).stream()
                .map(name -> byAddress.get(new QueueAddress(unknown.queue(), name)))
                .flatMap(queue -> Optional.ofNullable(queue).stream())
                .map(QueueSpec::address)
                .distinct()
                .toList();
    }
}
