package eu.ccngateway.applications.movement;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The life of a movement as one office role sees it: which states there are, what may happen in each, and what is done
 * then. Read from text, so that it can be read by people:
 *
 * <pre>
 * role DEPARTURE
 * state RELEASED=D30 ARRIVED=D40
 *
 * NONE        act:release  -> RELEASED : declare send-aar
 * RELEASED    CD006C       -> ARRIVED  : note-arrival forward-arrival
 * *           CD027C       -> =        : answer-query
 * </pre>
 *
 * Every role starts in {@code NONE}; {@code *} is every state but that; {@code =} keeps the state. What happens is a
 * message, with a colon and a variant where its content matters, an act of somebody here, or a timer. A message without a
 * line in the movement's state is out of sequence.
 */
public final class Table {

    public static final String NONE = "NONE";

    /** A line for one state. */
    public record Row(String from, String trigger, String to, List<String> effects) {}

    private static final Pattern LINE = Pattern.compile("(\\S+)\\s+(\\S+)\\s+->\\s+(\\S+)(?:\\s+:\\s+(.*))?");

    private final String role;
    private final Map<String, String> codes = new LinkedHashMap<>();
    private final Map<String, Map<String, Row>> rows = new LinkedHashMap<>();

    private Table(String role) {
        this.role = role;
        rows.put(NONE, new LinkedHashMap<>());
    }

    /** All the tables of a text. */
    public static List<Table> parse(List<String> lines) {
        List<Table> tables = new ArrayList<>();
        for (String raw : lines) {
            String line = raw.replaceFirst("(^|\\s)#.*", "").strip();
            if (line.startsWith("role ")) {
                tables.add(new Table(line.substring(5).strip()));
            } else if (!line.isEmpty()) {
                tables.get(tables.size() - 1).add(line);
            }
        }
        return List.copyOf(tables);
    }

    private void add(String line) {
        if (line.startsWith("state ")) {
            for (String word : line.substring(6).strip().split("\\s+")) {
                int equals = word.indexOf('=');
                codes.put(word.substring(0, equals), word.substring(equals + 1));
                rows.put(word.substring(0, equals), new LinkedHashMap<>());
            }
            return;
        }
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(role + ": " + line + " (expected: STATE trigger -> STATE : effects)");
        }
        Collection<String> from = matcher.group(1).equals("*")
                ? codes.keySet()
                : List.of(matcher.group(1).split(","));
        List<String> effects = matcher.group(4) == null
                ? List.of()
                : List.of(matcher.group(4).strip().split("\\s+"));
        for (String state : from) {
            String to = matcher.group(3).equals("=") ? state : matcher.group(3);
            known(state, line).putIfAbsent(matcher.group(2), new Row(state, matcher.group(2), to, effects));
            known(to, line);
        }
    }

    private Map<String, Row> known(String state, String line) {
        Map<String, Row> known = rows.get(state);
        if (known == null) {
            throw new IllegalArgumentException(role + ": " + line + ": state " + state + " (expected: a declared one)");
        }
        return known;
    }

    public String role() {
        return role;
    }

    /** All states, NONE first. */
    public Set<String> states() {
        return rows.keySet();
    }

    /** Every line, one a state. */
    public List<Row> rows() {
        return rows.values().stream().flatMap(all -> all.values().stream()).toList();
    }

    /** What is done when something happens in a state; nothing if it may not happen. */
    public Optional<Row> find(String state, String trigger) {
        return Optional.ofNullable(rows.getOrDefault(state, Map.of()).get(trigger));
    }

    /** What may happen in a state. */
    public Set<String> triggers(String state) {
        return new TreeSet<>(rows.getOrDefault(state, Map.of()).keySet());
    }

    /** The three characters that stand for a state in status messages. */
    public String code(String state) {
        return codes.getOrDefault(state, "N00");
    }
}
