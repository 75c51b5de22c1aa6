package eu.ccngateway.gateway.network;

import java.util.List;

/**
 * A node as the file describes it.
 *
 * @param get queues of its own domain and applications that it takes from
 * @param serve those whose calls it answers
 */
record NodeEntry(NodeGrant grant, List<QueueTarget> get, List<QueueTarget> serve) {

    NodeEntry {
        get = List.copyOf(get);
        serve = List.copyOf(serve);
    }
}
