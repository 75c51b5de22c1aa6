package eu.ccngateway.gateway.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A value of a file with its place and its path. Whatever does not fit becomes a fault and an empty answer. */
public final class YamlNode {

    private static final int SHOWN_MAX = 80;

    private final Node node;
    private final String path;
    private final Faults faults;

    YamlNode(Node node, String path, Faults faults) {
        this.node = node;
        this.path = path;
        this.faults = faults;
    }

    public String path() {
        return path;
    }

    /** Whether the key stands alone, with nothing behind it. */
    public boolean isEmpty() {
        return node instanceof ScalarNode scalar
                && scalar.getTag().equals(Tag.NULL)
                && scalar.getValue().isEmpty();
    }

    public boolean isMap() {
        return node instanceof MappingNode;
    }

    /** As a map; a key with nothing behind it is an empty one. */
    public Optional<YamlMap> map() {
        if (node instanceof MappingNode mapping) {
            return Optional.of(YamlMap.of(mapping, path, faults));
        }
        if (isEmpty()) {
            return Optional.of(YamlMap.empty(node, path, faults));
        }
        wrong("settings, one 'key: value' a line");
        return Optional.empty();
    }

    /** The items of a list; a single value is a list of one, and a key with nothing behind it an empty list. */
    public List<YamlNode> items() {
        if (isEmpty()) {
            return List.of();
        }
        if (!(node instanceof SequenceNode sequence)) {
            return List.of(this);
        }
        List<YamlNode> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(new YamlNode(item, path + "[" + items.size() + "]", faults));
        }
        return items;
    }

    /** As a scalar of a kind. */
    public <T> Optional<T> value(Value<T> kind) {
        if (!(node instanceof ScalarNode scalar)) {
            wrong(kind.expected(""));
            return Optional.empty();
        }
        Optional<T> value = kind.parse(scalar.getValue());
        if (value.isEmpty()) {
            wrong(kind.expected(scalar.getValue()));
        }
        return value;
    }

    /** As {@link #value}; a fault does not show what is there. */
    <T> Optional<T> hidden(Value<T> kind) {
        Optional<T> value = node instanceof ScalarNode scalar ? kind.parse(scalar.getValue()) : Optional.empty();
        if (value.isEmpty()) {
            faults.add(node.getStartMark(), path, "not what it should be (expected: " + kind.expected("") + ")");
        }
        return value;
    }

    /** Each item as a scalar of a kind; those that are not are faults and left out. */
    public <T> List<T> values(Value<T> kind) {
        return items().stream().flatMap(item -> item.value(kind).stream()).toList();
    }

    /** Records that this value is not what was expected. */
    public void wrong(String expected) {
        faults.add(node.getStartMark(), path, shown() + " (expected: " + expected + ")");
    }

    private String shown() {
        if (node instanceof MappingNode) {
            return "a map";
        }
        if (!(node instanceof ScalarNode scalar)) {
            return "a list";
        }
        String text = scalar.getValue().replaceAll("[^\\x20-\\x7e]", "?");
        return text.isEmpty() ? "nothing" : text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "...";
    }
}
