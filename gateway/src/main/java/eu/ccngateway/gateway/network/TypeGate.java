package eu.ccngateway.gateway.network;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which message types pass. Decisions are remembered, so that patterns are tried once a type; the memory is bounded,
 * because types come from outside.
 */
final class TypeGate {

    /** Nothing passes. */
    static final TypeGate CLOSED = new TypeGate(Set.of());

    private static final int REMEMBERED_MAX = 1_024;

    private final List<Wildcard> patterns;
    private final ConcurrentHashMap<String, Boolean> decisions = new ConcurrentHashMap<>();

    TypeGate(Set<Wildcard> patterns) {
        this.patterns = List.copyOf(patterns);
    }

    boolean lets(String type) {
        Boolean known = decisions.get(type);
        if (known != null) {
            return known;
        }
        boolean passes = patterns.stream().anyMatch(pattern -> pattern.matches(type));
        if (decisions.size() < REMEMBERED_MAX) {
            decisions.put(type, passes);
        }
        return passes;
    }

    /** How many decisions it remembers now. */
    int remembered() {
        return decisions.size();
    }
}
