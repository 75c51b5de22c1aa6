package eu.ccngateway.applications.catalogue;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which states are still in the phase before, while the others are in the new one already. Everything between the two passes
 * through the converter.
 *
 * @param legacy how each state of the old phase writes its messages, {@code edifact} or {@code xml}, by country
 * @param converter the country that hosts the converter, EC for the Commission
 */
public record Transition(Map<String, String> legacy, String converter) {

    /** Everybody is in the new phase. */
    public static final Transition OVER = new Transition(Map.of(), Profile.CENTRE);

    public Transition {
        legacy = java.util.Collections.unmodifiableMap(new TreeMap<>(legacy));
        legacy.forEach((country, form) -> {
            if (!country.matches("[A-Z]{2}") || country.equals(Profile.CENTRE)) {
                throw new IllegalArgumentException(
                        "legacy: '" + country + "' (expected: two capital letters of a state, as in NO=edifact)");
            }
            if (!form.equals("edifact") && !form.equals("xml")) {
                throw new IllegalArgumentException(
                        "legacy: " + country + ": '" + form + "' (expected: edifact or xml, as in NO=edifact)");
            }
        });
        if (!converter.matches("[A-Z]{2}")) {
            throw new IllegalArgumentException("converter: '" + converter + "' (expected: two capital letters)");
        }
    }

    public boolean isOver() {
        return legacy.isEmpty();
    }

    public boolean isLegacy(String country) {
        return legacy.containsKey(country);
    }

    /** How a state writes its messages; empty if it is in the new phase. */
    public Optional<String> form(String country) {
        return Optional.ofNullable(legacy.get(country)).map(form -> form.toUpperCase(Locale.ROOT));
    }

    /** Where the converter is, {@code IECA.EC}. */
    public String converterAddress() {
        return "IECA." + converter;
    }
}
