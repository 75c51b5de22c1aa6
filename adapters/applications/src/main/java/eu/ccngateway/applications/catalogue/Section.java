package eu.ccngateway.applications.catalogue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A map of a YAML file that is read key by key. What is missing, unknown or of the wrong kind becomes a fault with its
 * line; reading goes on with a harmless value, so that all faults are told together.
 */
public final class Section {

    /** A profile with hundreds of types fits. */
    static final int SIZE_MAX = 1 << 20;

    private static final int DEPTH_MAX = 8;
    private static final int FAULTS_MAX = 50;
    private static final int TEXT_MAX = 2_000;

    private final String file;
    private final int line;
    private final Map<String, Node> values;
    private final List<String> faults;

    private Section(String file, int line, Map<String, Node> values, List<String> faults) {
        this.file = file;
        this.line = line;
        this.values = values;
        this.faults = faults;
    }

    /** The map at the top of a file. */
    public static Section parse(String file, String text) {
        List<String> faults = new ArrayList<>();
        if (text.length() > SIZE_MAX) {
            throw new CatalogueInvalid(List.of(
                    file + ": " + text.length() + " characters (expected: at most " + SIZE_MAX + "); split it"));
        }
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setUseMarks(true)
                    .setCodePointLimit(SIZE_MAX)
                    .build();
            checkPlain(file, text, settings);
            Node top = new Compose(settings)
                    .composeString(text)
                    .orElseThrow(() -> new CatalogueInvalid(List.of(file + ": empty (expected: a profile)")));
            return of(file, top, faults);
        } catch (MarkedYamlEngineException e) {
            int at = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new CatalogueInvalid(List.of(file + ":" + at + ": not YAML: " + e.getProblem()));
        } catch (YamlEngineException e) {
            throw new CatalogueInvalid(List.of(file + ": not YAML: " + e.getMessage()));
        }
    }

    /** Looks at the events before anything is built: no alias can make a small file large, and nothing nests for ever. */
    private static void checkPlain(String file, String text, LoadSettings settings) {
        int depth = 0;
        for (Iterator<Event> events = new Parse(settings).parseString(text).iterator(); events.hasNext(); ) {
            Event event = events.next();
            depth += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
            int at = event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
            if (depth > DEPTH_MAX) {
                throw new CatalogueInvalid(List.of(file + ":" + at + ": nested deeper than " + DEPTH_MAX + " levels"));
            }
            if (event instanceof AliasEvent) {
                throw new CatalogueInvalid(List.of(file + ":" + at + ": an alias (expected: none; write it out)"));
            }
        }
    }

    private static Section of(String file, Node node, List<String> faults) {
        Map<String, Node> values = new LinkedHashMap<>();
        int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
        if (node instanceof MappingNode map) {
            for (NodeTuple tuple : map.getValue()) {
                String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
                if (values.put(key, tuple.getValueNode()) != null) {
                    faults.add(file + ":" + line + ": " + key + ": given twice (expected: once)");
                }
            }
        } else {
            faults.add(file + ":" + line + ": not a map (expected: key: value)");
        }
        return new Section(file, line, values, faults);
    }

    /** A text that must be there. */
    public String text(String key) {
        return optional(key).orElseGet(() -> {
            fault(line, key + ": missing (expected: a text; add it)");
            return "";
        });
    }

    /** A text that may be there. */
    public Optional<String> optional(String key) {
        Node node = values.remove(key);
        if (node == null) {
            return Optional.empty();
        }
        if (node instanceof ScalarNode scalar && scalar.getValue().length() <= TEXT_MAX) {
            return Optional.of(scalar.getValue());
        }
        fault(lineOf(node), key + ": not a text of at most " + TEXT_MAX + " characters");
        return Optional.empty();
    }

    /** A whole number within bounds. */
    public long number(String key, long min, long max) {
        int at = lineOf(values.get(key));
        String text = text(key);
        try {
            long value = Long.parseLong(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told below, as for a number out of bounds.
        }
        fault(at, key + ": '" + text + "' (expected: a number from " + min + " to " + max + ")");
        return min;
    }

    /** One constant of an enum, as it prints itself or is named. */
    public <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
        int at = lineOf(values.get(key));
        String text = optional(key).orElse("");
        if (text.isEmpty()) {
            return otherwise;
        }
        List<String> known = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            if (constant.toString().equals(text) || constant.name().equals(text.toUpperCase(Locale.ROOT))) {
                return constant;
            }
            known.add(constant.toString());
        }
        fault(at, key + ": '" + text + "' (expected: one of " + String.join(", ", known) + ")");
        return otherwise;
    }

    /** Whether it says true; false if it is not there. */
    public boolean flag(String key) {
        return optional(key).map(text -> text.equals("true")).orElse(false);
    }

    /** A list of texts; empty if it is not there. */
    public List<String> texts(String key) {
        Node node = values.remove(key);
        if (node == null) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        if (node instanceof SequenceNode list) {
            for (Node item : list.getValue()) {
                if (item instanceof ScalarNode scalar) {
                    texts.add(scalar.getValue());
                } else {
                    fault(lineOf(item), key + ": holds something that is not a text");
                }
            }
        } else {
            fault(lineOf(node), key + ": not a list (expected: [A, B])");
        }
        return texts;
    }

    /** A map within this one. */
    public Optional<Section> section(String key) {
        return Optional.ofNullable(values.remove(key)).map(node -> of(file, node, faults));
    }

    /** A list of maps; empty if it is not there. */
    public List<Section> sections(String key) {
        Node node = values.remove(key);
        if (node == null) {
            return List.of();
        }
        if (node instanceof SequenceNode list) {
            return list.getValue().stream().map(item -> of(file, item, faults)).toList();
        }
        fault(lineOf(node), key + ": not a list (expected: lines that begin with a dash)");
        return List.of();
    }

    /** Every pair that is left, as texts. */
    public Map<String, String> rest() {
        Map<String, String> rest = new LinkedHashMap<>();
        for (String key : List.copyOf(values.keySet())) {
            rest.put(key, text(key));
        }
        return rest;
    }

    /** Says something about this map that its reader has found. */
    public void fault(String problem) {
        fault(line, problem);
    }

    /** Ends the reading of this map: whatever nobody asked for is a fault. */
    public void refuseOthers() {
        values.forEach(
                (key, node) -> fault(lineOf(node), key + ": unknown (expected: leave it out, or check its spelling)"));
        values.clear();
    }

    /** Ends the reading of the file. */
    public void check() {
        refuseOthers();
        if (!faults.isEmpty()) {
            throw new CatalogueInvalid(faults);
        }
    }

    private void fault(int at, String problem) {
        if (faults.size() < FAULTS_MAX) {
            faults.add(file + ":" + at + ": " + problem);
        }
    }

    private int lineOf(@Nullable Node node) {
        return node == null
                ? line
                : node.getStartMark().map(mark -> mark.getLine() + 1).orElse(line);
    }
}
