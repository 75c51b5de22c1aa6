package eu.ccngateway.monitoring.admin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The fields of one JSON object, in order. */
final class JsonObject {

    private final Map<String, Object> fields = new LinkedHashMap<>();

    JsonObject with(String name, Object value) {
        fields.put(name, value);
        return this;
    }

    /** Left out where there is nothing. */
    JsonObject withSome(String name, Optional<?> value) {
        value.ifPresent(some -> fields.put(name, some));
        return this;
    }

    Map<String, Object> fields() {
        return fields;
    }
}
