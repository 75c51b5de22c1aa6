package eu.ccngateway.gateway.yaml;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kinds of scalar our files hold. */
public final class Values {

    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,18})\\s*([A-Za-z]*)");
    private static final Map<String, Long> BYTE_UNITS =
            Map.of("", 1L, "B", 1L, "KIB", 1L << 10, "MIB", 1L << 20, "GIB", 1L << 30, "TIB", 1L << 40);
    private static final Map<String, Long> MILLISECONDS =
            Map.of("ms", 1L, "s", 1_000L, "min", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
    private static final Map<String, Boolean> YES_NO = Map.of("true", true, "false", false);

    private Values() {}

    /** A whole number. */
    public static Value<Integer> integer(int min, int max) {
        return new Kind<>(
                text -> amount(text, Map.of("", 1L))
                        .filter(n -> n >= min && n <= max)
                        .map(Math::toIntExact),
                text -> min + "-" + max);
    }

    /** A number of bytes, plain or as KiB, MiB, GiB, TiB. */
    public static Value<Long> bytes(long min, long max) {
        return new Kind<>(
                text -> amount(text.toUpperCase(Locale.ROOT), BYTE_UNITS).filter(n -> n >= min && n <= max),
                text -> shown(min) + " to " + shown(max) + ", as in 64 MiB");
    }

    /** A length of time, as ms, s, min, h or d. */
    public static Value<Duration> duration(Duration min, Duration max) {
        return new Kind<>(
                text -> amount(text, MILLISECONDS)
                        .map(Duration::ofMillis)
                        .filter(d -> d.compareTo(min) >= 0 && d.compareTo(max) <= 0),
                text -> shown(min) + " to " + shown(max) + ", as in 30 s");
    }

    /** True or false. */
    public static Value<Boolean> yesNo() {
        return new Kind<>(text -> Optional.ofNullable(YES_NO.get(text)), text -> "true or false");
    }

    /** Text that passes a test. */
    public static Value<String> text(Predicate<String> test, String expected) {
        return new Kind<>(text -> Optional.of(text).filter(test), text -> expected);
    }

    /** Text of a class of ours that refuses what it does not understand with an {@link IllegalArgumentException}. */
    public static <T> Value<T> parsed(Function<String, T> parser, String expected) {
        return new Kind<>(
                text -> {
                    try {
                        return Optional.of(parser.apply(text));
                    } catch (IllegalArgumentException e) {
                        return Optional.empty();
                    }
                },
                text -> expected);
    }

    /** One of some names. */
    public static Value<String> oneOf(Collection<String> names) {
        List<String> sorted = names.stream().sorted().toList();
        return new Kind<>(
                text -> Optional.of(text).filter(names::contains),
                text -> sorted.isEmpty() ? "a name, but none is defined" : choice(text, sorted));
    }

    /** One of the constants of an enum, spelt as there, in any case. */
    public static <E extends Enum<E>> Value<E> oneOf(Class<E> type) {
        Map<String, E> byName = new LinkedHashMap<>();
        Arrays.stream(type.getEnumConstants()).forEach(e -> byName.put(e.name(), e));
        return new Kind<>(
                text -> Optional.ofNullable(byName.get(text.toUpperCase(Locale.ROOT))),
                text -> choice(text, List.copyOf(byName.keySet())));
    }

    private static String choice(String text, List<String> names) {
        return (names.size() == 1 ? "" : "one of ") + String.join(", ", names) + Nearest.hint(text, names);
    }

    private static Optional<Long> amount(String text, Map<String, Long> units) {
        Matcher matcher = AMOUNT.matcher(text.strip());
        if (!matcher.matches() || !units.containsKey(matcher.group(2))) {
            return Optional.empty();
        }
        try {
            return Optional.of(Math.multiplyExact(Long.parseLong(matcher.group(1)), units.get(matcher.group(2))));
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static String shown(long bytes) {
        String[] units = {" bytes", " KiB", " MiB", " GiB", " TiB"};
        int unit = 0;
        long rest = bytes;
        while (rest != 0 && rest % 1024 == 0 && unit < units.length - 1) {
            rest /= 1024;
            unit++;
        }
        return rest + units[unit];
    }

    private static String shown(Duration duration) {
        long ms = duration.toMillis();
        return MILLISECONDS.entrySet().stream()
                .filter(unit -> ms != 0 && ms % unit.getValue() == 0)
                .max(Map.Entry.comparingByValue())
                .map(unit -> ms / unit.getValue() + " " + unit.getKey())
                .orElse(ms + " ms");
    }

    private record Kind<T>(Function<String, Optional<T>> parser, Function<String, String> expectation)
            implements Value<T> {
        @Override
        public Optional<T> parse(String text) {
            return parser.apply(text);
        }

        @Override
        public String expected(String text) {
            return expectation.apply(text);
        }
    }
}
