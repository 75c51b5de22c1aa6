package eu.ccngateway.launcher.console;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What is said about one thing: names and values in the order they were added. What is not there is left out. */
public final class Fields {

    private final Map<String, Object> values = new LinkedHashMap<>();

    public Fields add(String name, Object value) {
        if (value instanceof Optional<?> optional) {
            optional.ifPresent(it -> add(name, it));
        } else if (value instanceof Fields fields) {
            values.put(name, fields.values);
        } else if (value instanceof Instant instant) {
            values.put(name, instant.toString());
        } else {
            values.put(name, value);
        }
        return this;
    }

    public Map<String, Object> values() {
        return Collections.unmodifiableMap(values);
    }

    /** The value as a person reads it; empty where there is none. */
    String text(String name) {
        Object value = values.get(name);
        return value == null
                ? ""
                : value instanceof Map<?, ?> || value instanceof Collection<?> ? Json.write(value) : value.toString();
    }
}
