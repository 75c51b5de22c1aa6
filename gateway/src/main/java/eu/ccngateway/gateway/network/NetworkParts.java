package eu.ccngateway.gateway.network;

import java.util.List;
import java.util.Map;

/**
 * A network file, read and known to be consistent.
 *
 * @param aliases country to country: an address with the one on the left means the one on the right, and the reverse
 */
record NetworkParts(
        NetworkNames names,
        Map<String, Domain> domains,
        Map<String, Application> applications,
        List<NodeEntry> nodes,
        List<Rule> rules,
        Map<String, String> aliases) {

    /** What goes into every statement. */
    record NetworkNames(String network, String environment) {}
}
