package eu.ccngateway.loadtest.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A mapping of a YAML file, read key by key; what nobody asked for is a fault, since it is most often a typing error. */
final class Keys {

    private static final long SECONDS_MAX = 7 * 86_400;

    private final String path;
    private final Map<String, Object> values;
    private final Set<String> asked = new HashSet<>();

    private Keys(String path, Map<String, Object> values) {
        this.path = path;
        this.values = values;
    }

    static Keys of(String path, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException(path + ": " + value + " (expected: keys with values)");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        map.forEach((key, item) -> values.put(String.valueOf(key), item == null ? "" : item));
        return new Keys(path, values);
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    Set<String> names() {
        return values.keySet();
    }

    private Object value(String key) {
        asked.add(key);
        Object value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException(path + "." + key + ": missing");
        }
        return value;
    }

    Keys keys(String key) {
        return of(path + "." + key, value(key));
    }

    String text(String key) {
        return String.valueOf(value(key)).strip();
    }

    double number(String key) {
        return number(key, value(key));
    }

    private double number(String key, Object value) {
        if (!(value instanceof Number number)) {
            throw new IllegalArgumentException(path + "." + key + ": '" + value + "' (expected: a number)");
        }
        return number.doubleValue();
    }

    int whole(String key) {
        double value = number(key);
        if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(path + "." + key + ": " + value + " (expected: a whole number)");
        }
        return (int) value;
    }

    List<Double> numbers(String key) {
        if (!(value(key) instanceof List<?> list)) {
            throw new IllegalArgumentException(path + "." + key + ": " + value(key) + " (expected: a list of numbers)");
        }
        List<Double> numbers = new ArrayList<>();
        list.forEach(item -> numbers.add(number(key, item)));
        return numbers;
    }

    /** {@code 2 s} or {@code 500 ms}. */
    Duration seconds(String key) {
        String text = text(key);
        boolean isMillis = text.matches("[0-9]{1,9} ?ms");
        if (!isMillis && !text.matches("[0-9]{1,6} ?s")) {
            throw new IllegalArgumentException(path + "." + key + ": '" + text + "' (expected: 2 s, 500 ms)");
        }
        long count = Long.parseLong(text.replaceAll("[^0-9]", ""));
        Duration duration = isMillis ? Duration.ofMillis(count) : Duration.ofSeconds(count);
        if (duration.toSeconds() > SECONDS_MAX) {
            throw new IllegalArgumentException(path + "." + key + ": '" + text + "' (expected: at most a week)");
        }
        return duration;
    }

    <E extends Enum<E>> E oneOf(String key, Class<E> type) {
        String text = text(key).toUpperCase(Locale.ROOT);
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(path + "." + key + ": '" + text(key) + "' (expected: "
                        + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT) + ")"));
    }

    /** Everything has been asked for. */
    void end() {
        Set<String> unknown = new HashSet<>(values.keySet());
        unknown.removeAll(asked);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(path + ": unknown " + unknown + " (known: " + asked + ")");
        }
    }
}
