package eu.ccngateway.applications.identifier;

import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * A movement reference number: two digits of the year, the country, free characters, in phase 5 the letter of the
 * procedure, and the check digit; 18 characters in all. One that is made here is always right; what others send may have
 * any text, so ask {@link #isValid} first.
 */
public record Mrn(String text) {

    public static final int LENGTH = 18;

    private static final Pattern SHAPE = Pattern.compile(
            "([0-1][0-9]|2[0-4])[A-Z]{2}[A-Z0-9]{13}[0-9]|(2[4-9]|[3-9][0-9])[A-Z]{2}[A-Z0-9]{12}[A-Z][0-9]");
    private static final String FREE = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /** What the letter before the check digit says. */
    public enum Procedure {
        EXPORT('A'),
        EXPORT_WITH_EXIT_SUMMARY('B'),
        RE_EXPORT('E'),
        TRANSIT('J'),
        TRANSIT_WITH_EXIT_SUMMARY('K'),
        TRANSIT_WITH_ENTRY_SUMMARY('L'),
        TRANSIT_WITH_BOTH_SUMMARIES('M'),
        ENTRY_SUMMARY('R');

        private final char letter;

        Procedure(char letter) {
            this.letter = letter;
        }

        public char letter() {
            return letter;
        }

        /** The transit procedure for a declaration's security indicator, 0 to 3 (rule R0410). */
        public static Procedure ofSecurity(String security) {
            return switch (security) {
                case "1" -> TRANSIT_WITH_ENTRY_SUMMARY;
                case "2" -> TRANSIT_WITH_EXIT_SUMMARY;
                case "3" -> TRANSIT_WITH_BOTH_SUMMARIES;
                default -> TRANSIT;
            };
        }
    }

    public Mrn {
        if (!isValid(text)) {
            throw new IllegalArgumentException(
                    "MRN: " + text + " (expected: " + fault(text).orElse("an MRN") + ")");
        }
    }

    /** Whether shape and check digit are right. */
    public static boolean isValid(String text) {
        return fault(text).isEmpty();
    }

    /** What is wrong with a text as an MRN. */
    public static Optional<String> fault(String text) {
        if (!SHAPE.matcher(text).matches()) {
            return Optional.of("18 characters: year, country, and the rest as capital letters and digits");
        }
        char expected = CheckDigit.of(text.substring(0, LENGTH - 1));
        return text.charAt(LENGTH - 1) == expected ? Optional.empty() : Optional.of("check digit " + expected);
    }

    /** The check digit of the 17 characters that come before it. */
    public static char checkDigit(String body) {
        if (body.length() != LENGTH - 1) {
            throw new IllegalArgumentException("MRN body: " + body + " (expected: 17 characters)");
        }
        return CheckDigit.of(body);
    }

    /** A new number for a country. */
    public static Mrn make(int year, String country, Procedure procedure, RandomGenerator random) {
        StringBuilder body =
                new StringBuilder(LENGTH).append("%02d".formatted(year % 100)).append(country);
        while (body.length() < LENGTH - 2) {
            body.append(FREE.charAt(random.nextInt(FREE.length())));
        }
        body.append(procedure.letter);
        return new Mrn(body.append(CheckDigit.of(body)).toString());
    }

    /** Where it was given. */
    public String country() {
        return text.substring(2, 4);
    }

    @Override
    public String toString() {
        return text;
    }
}
