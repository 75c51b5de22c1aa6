package eu.ccngateway.gateway.network;

import eu.ccngateway.gateway.yaml.Nearest;
import eu.ccngateway.gateway.yaml.Value;
import eu.ccngateway.gateway.yaml.Values;
import eu.ccngateway.gateway.yaml.YamlMap;
import eu.ccngateway.gateway.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Binds {@code rules}. A pattern that matches nothing of this network is a fault, since it was meant to match something. */
final class RuleReader {

    static final Value<Wildcard> TYPE = Values.parsed(
            text -> pattern(text, 64), "a message type, as in CD001C-MSG.NCTS; '*' and '?' stand for any characters");

    /** A queue of one's own domain. */
    static final Value<QueueTarget> OWN_QUEUE = Values.parsed(
            text -> role(text).orElseGet(() -> new QueueTarget.ByAddress(pattern(text, 64), Wildcard.ANY)),
            "CORE, ADMIN, REPORT or a queue name, as in CORE-RCT-QUE.NCTS; '*' and '?' stand for any characters");

    private static final Value<Wildcard> DOMAIN = Values.parsed(
            text -> pattern(text, 48), "a domain, as in CUSTTAX.FR; '*' and '?' stand for any characters");
    private static final Value<QueueTarget> QUEUE = Values.parsed(
            RuleReader::target,
            "CORE, ADMIN, REPORT or QUEUE@GATEWAY, as in CORE-RCT-QUE.NCTS@*; '*' and '?' stand for any characters");

    private final Collection<Domain> domains;
    private final Map<String, Application> applications;

    RuleReader(Collection<Domain> domains, Map<String, Application> applications) {
        this.domains = domains;
        this.applications = applications;
    }

    List<Rule> read(YamlNode section) {
        List<Rule> rules = new ArrayList<>();
        for (YamlNode item : section.items()) {
            item.map().map(this::rule).ifPresent(rules::add);
        }
        return rules;
    }

    private Rule rule(YamlMap map) {
        Set<String> names = map.get("application")
                .map(node -> Set.copyOf(node.values(Values.oneOf(applications.keySet()))))
                .orElse(applications.keySet());
        List<Wildcard> from = map.get("from").map(this::domainPatterns).orElse(List.of(Wildcard.ANY));
        List<QueueTarget> put = targets(map.get("put"), names);
        List<QueueTarget> call = targets(map.get("call"), names);
        List<Wildcard> types = map.get("types").map(node -> node.values(TYPE)).orElse(List.of());
        map.refuseOthers();
        if (map.get("put").isEmpty() && map.get("call").isEmpty()) {
            map.wrong("put", "missing, and call as well (expected: one of them, with the queues this rule opens)");
        }
        return new Rule(names, from, put, call, types);
    }

    private List<Wildcard> domainPatterns(YamlNode node) {
        List<Wildcard> patterns = new ArrayList<>();
        Set<String> names = domains.stream().map(Domain::name).collect(Collectors.toSet());
        for (YamlNode item : node.items()) {
            item.value(DOMAIN).ifPresent(pattern -> {
                if (names.stream().noneMatch(pattern::matches)) {
                    item.wrong("a domain of this file" + Nearest.hint(pattern.pattern(), names));
                }
                patterns.add(pattern);
            });
        }
        return patterns;
    }

    private List<QueueTarget> targets(Optional<YamlNode> section, Set<String> names) {
        List<QueueTarget> targets = new ArrayList<>();
        for (YamlNode item : section.map(YamlNode::items).orElse(List.of())) {
            item.value(QUEUE).ifPresent(target -> {
                checkMatches(item, target, names);
                targets.add(target);
            });
        }
        return targets;
    }

    private void checkMatches(YamlNode item, QueueTarget target, Set<String> names) {
        if (!(target instanceof QueueTarget.ByAddress address)) {
            return;
        }
        Set<String> queues = applications.values().stream()
                .filter(application -> names.contains(application.name()))
                .flatMap(application -> application.queues().keySet().stream())
                .collect(Collectors.toSet());
        Set<String> gatewayNames = domains.stream().map(Domain::name).collect(Collectors.toSet());
        if (queues.stream().noneMatch(address.queue()::matches)) {
            item.wrong("a queue of " + String.join(", ", new TreeSet<>(names))
                    + Nearest.hint(address.queue().pattern(), queues));
        } else if (gatewayNames.stream().noneMatch(address.gatewayName()::matches)) {
            item.wrong("a domain of this file behind the @"
                    + Nearest.hint(address.gatewayName().pattern(), gatewayNames));
        }
    }

    private static QueueTarget target(String text) {
        Optional<QueueTarget> role = role(text);
        if (role.isPresent()) {
            return role.get();
        }
        int at = text.indexOf('@');
        if (at < 0 || at != text.lastIndexOf('@')) {
            throw new IllegalArgumentException(text);
        }
        return new QueueTarget.ByAddress(pattern(text.substring(0, at), 64), pattern(text.substring(at + 1), 48));
    }

    private static Optional<QueueTarget> role(String text) {
        return Arrays.stream(QueueRole.values())
                .filter(role -> role.name().equals(text))
                .<QueueTarget>map(QueueTarget.ByRole::new)
                .findFirst();
    }

    private static Wildcard pattern(String text, int max) {
        if (!text.matches("[A-Za-z0-9._+*?-]{1," + max + "}")) {
            throw new IllegalArgumentException(text);
        }
        return new Wildcard(text);
    }
}
