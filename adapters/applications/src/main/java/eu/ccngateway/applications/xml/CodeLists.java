package eu.ccngateway.applications.xml;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The code lists that are known here. A list that is part of the format is refused as a fault of form; a list that is known
 * in full, or of offices whose countries are known, as a functional fault; of the others only examples are known, to write
 * with, never to refuse by.
 */
public final class CodeLists {

    /** What is known of a list. */
    enum Kind {
        IN_FORMAT,
        COMPLETE,
        OFFICES,
        EXAMPLES
    }

    private record Entry(Kind kind, List<String> values) {}

    private final Map<String, Entry> lists;

    private CodeLists(Map<String, Entry> lists) {
        this.lists = lists;
    }

    /**
     * Reads lines like {@code CL019 complete 1 2 3}; a {@code #} starts a comment. The value of an office list is the list of
     * its countries.
     */
    public static CodeLists parse(List<String> lines) {
        Map<String, Entry> lists = new HashMap<>();
        for (String line : lines) {
            String[] words = line.replaceFirst("#.*", "").strip().split("\\s+");
            if (words[0].isEmpty()) {
                continue;
            }
            if (words.length < 3) {
                throw new IllegalArgumentException("code list: " + line + " (expected: CLnnn, kind, values)");
            }
            Kind kind = switch (words[1]) {
                case "format" -> Kind.IN_FORMAT;
                case "complete" -> Kind.COMPLETE;
                case "office" -> Kind.OFFICES;
                case "examples" -> Kind.EXAMPLES;
                default ->
                    throw new IllegalArgumentException(
                            "code list: " + line + " (expected: format, complete, office or examples)");
            };
            lists.put(words[0], new Entry(kind, List.of(words).subList(2, words.length)));
        }
        return new CodeLists(lists);
    }

    /** Values to write with; none if nothing is known. */
    List<String> values(String list) {
        Entry entry = lists.get(list);
        return entry == null || entry.kind == Kind.OFFICES ? List.of() : entry.values;
    }

    /** Whether the values of a list are references of offices. */
    boolean isOffices(String list) {
        Entry entry = lists.get(list);
        return entry != null && entry.kind == Kind.OFFICES;
    }

    boolean isFormatFault(String list, String value) {
        return isFault(list, value, Kind.IN_FORMAT);
    }

    /** Whether a value is not in a list that is known in full, or an office is of no country of its list. */
    boolean isFunctionalFault(String list, String value) {
        if (isOffices(list)) {
            String country = value.substring(0, Math.min(2, value.length()));
            return !values(entry(list).values.get(0)).contains(country);
        }
        return isFault(list, value, Kind.COMPLETE);
    }

    private Entry entry(String list) {
        return Objects.requireNonNull(lists.get(list), list);
    }

    private boolean isFault(String list, String value, Kind kind) {
        return Optional.ofNullable(lists.get(list))
                .filter(entry -> entry.kind == kind)
                .filter(entry -> !entry.values.contains(value))
                .isPresent();
    }
}
