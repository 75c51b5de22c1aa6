package eu.ccngateway.gateway.network;

import eu.ccngateway.gateway.network.NetworkParts.NetworkNames;
import eu.ccngateway.gateway.yaml.Faults;
import eu.ccngateway.gateway.yaml.Value;
import eu.ccngateway.gateway.yaml.Values;
import eu.ccngateway.gateway.yaml.YamlMap;
import eu.ccngateway.gateway.yaml.YamlNode;
import eu.ccngateway.protocol.message.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Binds a network file, top to bottom; what a later part refers to was read before. */
final class NetworkReader {

    private static final int QUEUES_MAX = 50_000;
    private static final Map<String, String> USUAL_ALIASES = Map.of("EL", "GR", "XI", "GB");

    private static final Value<String> NAME = Values.text(
            text -> text.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,31}"),
            "1-32 letters, digits, '.', '_' or '-', as in demo");
    private static final Value<String> ENVIRONMENT =
            Values.text(text -> text.matches("[A-Z0-9]{2,8}"), "2-8 capital letters or digits: PROD, RCT or TRN");
    private static final Value<String> COUNTRY =
            Values.text(text -> text.matches("[A-Z]{2}"), "two capital letters, as in FR");
    private static final Value<NodeId> NODE = Values.parsed(NodeId::parse, "NODE@DOMAIN, as in NTA.FR@CUSTTAX.FR");
    private static final List<QueueTarget> CORE_AND_ADMIN =
            List.of(new QueueTarget.ByRole(QueueRole.CORE), new QueueTarget.ByRole(QueueRole.ADMIN));
    private static final List<QueueTarget> EVERY_ROLE = List.of(
            new QueueTarget.ByRole(QueueRole.CORE),
            new QueueTarget.ByRole(QueueRole.ADMIN),
            new QueueTarget.ByRole(QueueRole.REPORT));

    private final Faults faults;

    NetworkReader(Faults faults) {
        this.faults = faults;
    }

    Optional<NetworkParts> read(YamlMap top) {
        Optional<String> network = top.required("network", NAME);
        Optional<String> environment = top.required("environment", ENVIRONMENT);
        Map<String, Application> applications =
                new ApplicationReader(environment.orElse("RCT")).read(top.required("applications"));
        Map<String, Domain> domains = new DomainReader(applications).read(top);
        checkSize(top, domains.values(), applications);
        List<NodeEntry> nodes = nodes(top.required("nodes"), domains);
        RuleReader ruleReader = new RuleReader(domains.values(), applications);
        List<Rule> rules = top.get("rules").map(ruleReader::read).orElseGet(() -> List.of(usual(applications)));
        if (top.isBare("rules")) {
            top.wrong("rules", "nothing (expected: a list; [] lets nobody send, without the key the usual rule holds)");
        }
        Map<String, String> aliases = aliases(top);
        top.refuseOthers();
        if (network.isEmpty() || environment.isEmpty() || !faults.isEmpty()) {
            return Optional.empty();
        }
        NetworkNames names = new NetworkNames(network.get(), environment.get());
        return Optional.of(new NetworkParts(names, domains, applications, nodes, rules, aliases));
    }

    /** What holds where a file has no rules: every node may send to every domain, within its applications. */
    private static Rule usual(Map<String, Application> applications) {
        return new Rule(applications.keySet(), List.of(Wildcard.ANY), CORE_AND_ADMIN, CORE_AND_ADMIN, List.of());
    }

    private static void checkSize(YamlMap top, Collection<Domain> domains, Map<String, Application> applications) {
        long queues = domains.stream()
                .flatMap(domain -> domain.applications().stream())
                .mapToLong(name -> applications.containsKey(name)
                        ? applications.get(name).queues().size()
                        : 0)
                .sum();
        if (queues > QUEUES_MAX) {
            top.wrong("domains", queues + " queues in all (expected: at most " + QUEUES_MAX + "; split the network)");
        }
    }

    private List<NodeEntry> nodes(Optional<YamlNode> section, Map<String, Domain> domains) {
        Optional<YamlMap> map = section.flatMap(YamlNode::map);
        List<NodeEntry> nodes = new ArrayList<>();
        map.ifPresent(entries -> entries.entries().forEach((key, value) -> {
            Optional<NodeId> id = NODE.parse(key);
            if (id.isEmpty()) {
                entries.wrongKey(key, NODE.expected(key));
            } else if (!domains.containsKey(id.get().domain())) {
                entries.wrongKey(
                        key,
                        "a node of a domain of this file: "
                                + Values.oneOf(domains.keySet())
                                        .expected(id.get().domain()));
            } else {
                node(id.get(), value, domains.get(id.get().domain())).ifPresent(nodes::add);
            }
        }));
        return nodes;
    }

    private Optional<NodeEntry> node(NodeId id, YamlNode value, Domain domain) {
        return value.map().map(map -> {
            List<String> applications = map.required("applications")
                    .map(names -> names.values(Values.oneOf(domain.applications())))
                    .orElse(List.of());
            List<QueueTarget> get = targets(map, "get", EVERY_ROLE);
            List<QueueTarget> serve = targets(map, "serve", CORE_AND_ADMIN);
            map.refuseOthers();
            return new NodeEntry(new NodeGrant(id, List.copyOf(new TreeSet<>(applications))), get, serve);
        });
    }

    /** Queues of the node's own domain, so without a gateway name. */
    private static List<QueueTarget> targets(YamlMap map, String key, List<QueueTarget> fallback) {
        return map.get(key).map(node -> node.values(RuleReader.OWN_QUEUE)).orElse(fallback);
    }

    private static Map<String, String> aliases(YamlMap top) {
        Optional<YamlNode> section = top.get("aliases");
        if (section.isEmpty()) {
            return USUAL_ALIASES;
        }
        Map<String, String> aliases = new LinkedHashMap<>();
        section.get()
                .map()
                .ifPresent(map -> map.entries().forEach((key, value) -> {
                    if (COUNTRY.parse(key).isEmpty()) {
                        map.wrongKey(key, COUNTRY.expected(key));
                    }
                    value.value(COUNTRY).ifPresent(country -> aliases.put(key, country));
                }));
        return aliases;
    }
}
