package eu.ccngateway.doors.jms;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How the own broker's messages are named.
 *
 * @param isCamel whether properties are written as {@code MessageType}; as {@code MESSAGE_TYPE} otherwise. Both are read
 * @param gateways by country, where it is not the usual one
 * @param bases by what a message says, the beginning of a queue's name
 */
record JmsNames(boolean isCamel, Map<String, String> gateways, Map<String, String> bases) {

    private static final String COUNTRY = "country.";
    private static final String BASE = "base.";
    /** Where customs and tax are apart. */
    private static final Set<String> CUSTOMS_ALONE = Set.of("AT", "BE", "CZ", "DE", "FI", "IT", "SE");

    JmsNames {
        gateways = Map.copyOf(gateways);
        bases = Map.copyOf(bases);
    }

    static boolean isOne(String line) {
        return line.startsWith(COUNTRY) || line.startsWith(BASE);
    }

    static JmsNames of(Map<String, String> lines) {
        String names = lines.getOrDefault("names", "camel");
        if (!names.equals("camel") && !names.equals("constant")) {
            throw new IllegalArgumentException(
                    "names: '" + names + "' (expected: camel, as MessageType, or constant, as MESSAGE_TYPE)");
        }
        return new JmsNames(names.equals("camel"), below(lines, COUNTRY), below(lines, BASE));
    }

    private static Map<String, String> below(Map<String, String> lines, String prefix) {
        Map<String, String> found = new HashMap<>();
        lines.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), value);
            }
        });
        return found;
    }

    /** The gateway name of a country. */
    String gateway(String country) {
        return gateways.getOrDefault(country, (CUSTOMS_ALONE.contains(country) ? "CUST." : "CUSTTAX.") + country);
    }

    String base(String name) {
        return bases.getOrDefault(name, name);
    }

    /** A property's name as it is written: {@code MESSAGE_TYPE}, or {@code MessageType}. */
    String written(String constant) {
        return isCamel ? camel(constant) : constant;
    }

    static String camel(String constant) {
        StringBuilder name = new StringBuilder();
        for (String word : constant.split("_")) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return name.toString();
    }
}
