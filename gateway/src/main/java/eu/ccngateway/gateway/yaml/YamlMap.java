package eu.ccngateway.gateway.yaml;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A map of a file. Whoever reads it asks for each key it knows and calls {@link #refuseOthers} at the end, so that a
 * misspelt key is found and never silently ignored.
 */
public final class YamlMap {

    private final Node node;
    private final String path;
    private final Faults faults;
    private final Map<String, ScalarNode> keys = new HashMap<>();
    private final Map<String, YamlNode> values = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();

    private YamlMap(Node node, String path, Faults faults) {
        this.node = node;
        this.path = path;
        this.faults = faults;
    }

    static YamlMap empty(Node node, String path, Faults faults) {
        return new YamlMap(node, path, faults);
    }

    static YamlMap of(MappingNode mapping, String path, Faults faults) {
        YamlMap map = new YamlMap(mapping, path, faults);
        for (NodeTuple tuple : mapping.getValue()) {
            map.add(tuple);
        }
        return map;
    }

    private void add(NodeTuple tuple) {
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            faults.add(tuple.getKeyNode().getStartMark(), path, "a key that is a map or list (expected: a word)");
            return;
        }
        ScalarNode first = keys.putIfAbsent(key.getValue(), key);
        if (first != null) {
            int line = first.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
            faults.add(
                    key.getStartMark(),
                    pathOf(key.getValue()),
                    "given twice (expected: once; first on line " + line + ")");
            return;
        }
        values.put(key.getValue(), new YamlNode(tuple.getValueNode(), pathOf(key.getValue()), faults));
    }

    public String path() {
        return path;
    }

    /** Every key with its value, for maps whose keys are names. In the order of the file. */
    public Map<String, YamlNode> entries() {
        return Collections.unmodifiableMap(values);
    }

    /** What stands behind a key; a key with nothing behind it counts as left out. */
    public Optional<YamlNode> get(String key) {
        known.add(key);
        return Optional.ofNullable(values.get(key)).filter(value -> !value.isEmpty());
    }

    /** Whether a key is there with nothing behind it. */
    public boolean isBare(String key) {
        return values.containsKey(key) && values.get(key).isEmpty();
    }

    /** What stands behind a key that must be there. */
    public Optional<YamlNode> required(String key) {
        Optional<YamlNode> value = get(key);
        if (value.isEmpty()) {
            faults.add(node.getStartMark(), pathOf(key), "missing (expected: a value; add it)");
        }
        return value;
    }

    /** A scalar that must be there. */
    public <T> Optional<T> required(String key, Value<T> kind) {
        return required(key).flatMap(value -> value.value(kind));
    }

    /** A scalar that may be left out. */
    public <T> T optional(String key, Value<T> kind, T fallback) {
        return get(key).flatMap(value -> value.value(kind)).orElse(fallback);
    }

    /** A scalar that may be left out and then has no value. */
    public <T> Optional<T> optional(String key, Value<T> kind) {
        return get(key).flatMap(value -> value.value(kind));
    }

    /** As {@link #optional(String, Value)} for what may be a secret put in the wrong place: a fault does not show it. */
    public <T> Optional<T> hidden(String key, Value<T> kind) {
        return get(key).flatMap(value -> value.hidden(kind));
    }

    /** A map behind a key; an empty one where the key is left out, none where something else stands there. */
    public Optional<YamlMap> map(String key) {
        Optional<YamlNode> value = get(key);
        return value.isEmpty() ? Optional.of(empty(node, pathOf(key), faults)) : value.flatMap(YamlNode::map);
    }

    /** A fault for every key that nobody asked for. */
    public void refuseOthers() {
        for (String key : values.keySet()) {
            if (!known.contains(key)) {
                wrongKey(key, "one of " + String.join(", ", known) + Nearest.hint(key, known));
            }
        }
    }

    /** Records that a key is not what was expected. */
    public void wrongKey(String key, String expected) {
        faults.add(
                Optional.ofNullable(keys.get(key)).flatMap(Node::getStartMark),
                path,
                key.replaceAll("[^\\x20-\\x7e]", "?") + " (expected: " + expected + ")");
    }

    /** Records something that is wrong with the map as a whole, or with one of its keys. */
    public void wrong(String key, String problem) {
        Node place = Optional.<Node>ofNullable(keys.get(key)).orElse(node);
        faults.add(place.getStartMark(), pathOf(key), problem);
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
