package eu.ccngateway.gateway.network;

import eu.ccngateway.gateway.yaml.Value;
import eu.ccngateway.gateway.yaml.Values;
import eu.ccngateway.gateway.yaml.YamlMap;
import eu.ccngateway.gateway.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Binds {@code applications}. */
final class ApplicationReader {

    private static final Value<String> NAME =
            Values.text(text -> text.matches("[A-Z0-9][A-Z0-9_-]{0,19}"), "1-20 capital letters or digits, as in NCTS");
    private static final Value<String> QUEUE_NAME = Values.text(
            text -> text.matches("[A-Za-z0-9._+-]{1,64}"),
            "1-64 letters, digits, '.', '_', '-' or '+', as in DAC9-RCT-QUE.AEOI");

    private final String environment;
    private final Map<String, String> ownerOfQueue = new HashMap<>();

    ApplicationReader(String environment) {
        this.environment = environment;
    }

    Map<String, Application> read(Optional<YamlNode> section) {
        Map<String, Application> applications = new LinkedHashMap<>();
        section.flatMap(YamlNode::map)
                .ifPresent(map -> map.entries().forEach((name, value) -> {
                    if (NAME.parse(name).isEmpty()) {
                        map.wrongKey(name, NAME.expected(name));
                    } else {
                        value.map().ifPresent(settings -> applications.put(name, application(name, settings)));
                    }
                }));
        return applications;
    }

    private Application application(String name, YamlMap settings) {
        Map<String, QueueRole> queues = settings.get("queues")
                .map(node -> queues(name, node))
                .orElseGet(() -> standard(name, List.of(QueueRole.values())));
        List<Wildcard> types = settings.get("types")
                .map(node -> node.values(RuleReader.TYPE))
                .orElse(List.of(new Wildcard("*-MSG." + name)));
        settings.refuseOthers();
        queues.keySet().forEach(queue -> checkOwner(name, queue, settings));
        return new Application(name, queues, types);
    }

    /** Either roles, which give the usual names, or names with their roles. */
    private Map<String, QueueRole> queues(String name, YamlNode node) {
        if (!node.isMap()) {
            return standard(name, node.values(Values.oneOf(QueueRole.class)));
        }
        Map<String, QueueRole> queues = new LinkedHashMap<>();
        node.map()
                .ifPresent(map -> map.entries().forEach((queue, role) -> {
                    if (QUEUE_NAME.parse(queue).isEmpty()) {
                        map.wrongKey(queue, QUEUE_NAME.expected(queue));
                    }
                    role.value(Values.oneOf(QueueRole.class)).ifPresent(it -> queues.put(queue, it));
                }));
        return queues;
    }

    private Map<String, QueueRole> standard(String name, List<QueueRole> roles) {
        Map<String, QueueRole> queues = new LinkedHashMap<>();
        new ArrayList<>(roles).forEach(role -> queues.put(role + "-" + environment + "-QUE." + name, role));
        return queues;
    }

    private void checkOwner(String name, String queue, YamlMap settings) {
        String first = ownerOfQueue.putIfAbsent(queue, name);
        if (first != null) {
            settings.wrong(
                    "queues", queue + " belongs to " + first + " already (expected: a queue in one application)");
        }
    }
}
