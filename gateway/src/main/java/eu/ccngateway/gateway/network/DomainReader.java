package eu.ccngateway.gateway.network;

import eu.ccngateway.gateway.yaml.Value;
import eu.ccngateway.gateway.yaml.Values;
import eu.ccngateway.gateway.yaml.YamlMap;
import eu.ccngateway.gateway.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Binds {@code domains} and the {@code limits} they fall back to. */
final class DomainReader {

    private static final Value<String> NAME = Values.text(
            text -> text.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,47}"),
            "1-48 letters, digits, '.', '_' or '-', as in CUSTTAX.FR");
    private static final Value<String> COUNTRY =
            Values.text(text -> text.matches("[A-Z]{2}"), "two capital letters, as in FR");
    private static final Value<Integer> IN_FLIGHT_MESSAGES = Values.integer(1, 10_000_000);
    private static final Value<Long> IN_FLIGHT_BYTES = Values.bytes(1L << 20, 1L << 40);
    private static final Value<Integer> CONNECTIONS = Values.integer(1, 10_000);
    private static final Value<Integer> QUEUE_DEPTH = Values.integer(1, 1_000_000_000);

    private final Map<String, Application> applications;

    DomainReader(Map<String, Application> applications) {
        this.applications = applications;
    }

    Map<String, Domain> read(YamlMap top) {
        DomainLimits usual =
                top.map("limits").map(map -> limits(map, DomainLimits.DEFAULTS)).orElse(DomainLimits.DEFAULTS);
        Map<String, Domain> domains = new LinkedHashMap<>();
        top.required("domains")
                .flatMap(YamlNode::map)
                .ifPresent(map -> map.entries().forEach((name, value) -> {
                    if (NAME.parse(name).isEmpty()) {
                        map.wrongKey(name, NAME.expected(name));
                    } else {
                        value.map().ifPresent(settings -> domains.put(name, domain(name, settings, usual)));
                    }
                }));
        return domains;
    }

    private Domain domain(String name, YamlMap settings, DomainLimits usual) {
        Optional<String> last = countryIn(name);
        String country = last.isPresent()
                ? settings.optional("country", COUNTRY, last.get())
                : settings.required("country", COUNTRY).orElse("");
        boolean isCentral = settings.optional("central", Values.yesNo(), false);
        List<String> has = settings.get("applications")
                .map(node -> node.values(Values.oneOf(applications.keySet())))
                .orElse(List.copyOf(applications.keySet()));
        DomainLimits limits =
                settings.map("limits").map(map -> limits(map, usual)).orElse(usual);
        settings.refuseOthers();
        return new Domain(name, country, isCentral, List.copyOf(new TreeSet<>(has)), limits);
    }

    private static Optional<String> countryIn(String name) {
        return COUNTRY.parse(name.substring(name.lastIndexOf('.') + 1));
    }

    private static DomainLimits limits(YamlMap map, DomainLimits usual) {
        DomainLimits limits = new DomainLimits(
                map.optional("in-flight-messages", IN_FLIGHT_MESSAGES, usual.inFlightMessages()),
                map.optional("in-flight-bytes", IN_FLIGHT_BYTES, usual.inFlightBytes()),
                map.optional("connections-per-node", CONNECTIONS, usual.connectionsPerNode()),
                map.optional("queue-depth", QUEUE_DEPTH, Math.toIntExact(usual.queueDepth())));
        map.refuseOthers();
        return limits;
    }
}
