package eu.ccngateway.gateway.network;

import java.util.List;
import java.util.Map;

/**
 * An application of the network, as NCTS.
 *
 * @param queues the names of its queues at every domain that has it, and what each is for
 * @param types the message types it exchanges
 */
record Application(String name, Map<String, QueueRole> queues, List<Wildcard> types) {

    Application {
        queues = Map.copyOf(queues);
        types = List.copyOf(types);
    }
}
