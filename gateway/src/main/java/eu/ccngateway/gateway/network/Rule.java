package eu.ccngateway.gateway.network;

import eu.ccngateway.protocol.message.NodeId;
import java.util.List;
import java.util.Set;

/**
 * A permission to send. It applies within one application at a time: node and queue must both have it, and where no
 * types are named, those of that application pass.
 *
 * @param applications those it speaks of
 * @param from domains whose nodes it is for
 * @param types message types; empty = those of the application
 */
record Rule(
        Set<String> applications,
        List<Wildcard> from,
        List<QueueTarget> put,
        List<QueueTarget> call,
        List<Wildcard> types) {

    Rule {
        applications = Set.copyOf(applications);
        from = List.copyOf(from);
        put = List.copyOf(put);
        call = List.copyOf(call);
        types = List.copyOf(types);
    }

    boolean isFor(NodeId node) {
        return from.stream().anyMatch(domain -> domain.matches(node.domain()));
    }

    List<QueueTarget> targets(Sending direction) {
        return direction == Sending.PUT ? put : call;
    }

    /** The two ways of sending. */
    enum Sending {
        PUT,
        CALL
    }
}
