package eu.ccngateway.applications.conversation;

import java.util.Map;
import java.util.Optional;

/**
 * Something that somebody at this end does.
 *
 * @param name what is done, for example {@code release}; the application's documentation lists them
 * @param movement the MRN it is done to; empty if the act makes a new movement
 * @param details whatever else the act needs, by name
 */
public record Act(String name, String movement, Map<String, String> details) {

    public Act {
        details = Map.copyOf(details);
    }

    /** An act that needs nothing but its movement. */
    public static Act of(String name, String movement) {
        return new Act(name, movement, Map.of());
    }

    public Optional<String> detail(String key) {
        return Optional.ofNullable(details.get(key)).filter(value -> !value.isBlank());
    }

    /** A detail that must be there. */
    public String need(String key) {
        return detail(key)
                .orElseThrow(() -> new IllegalArgumentException(
                        name + ": no " + key + " given (expected: a detail named " + key + "; add it to the act)"));
    }
}
