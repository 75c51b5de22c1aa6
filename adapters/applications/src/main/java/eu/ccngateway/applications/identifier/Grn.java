package eu.ccngateway.applications.identifier;

import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * A guarantee reference number: year, country, twelve characters and the check digit, 17 in all; a voucher has a letter
 * and six digits more.
 */
public record Grn(String text) {

    private static final int BODY = 16;
    private static final Pattern SHAPE = Pattern.compile("[0-9]{2}[A-Z]{2}[A-Z0-9]{12}[0-9]([A-Z][0-9]{6})?");
    private static final String FREE = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    public Grn {
        if (!isValid(text)) {
            throw new IllegalArgumentException(
                    "GRN: " + text + " (expected: " + fault(text).orElse("a GRN") + ")");
        }
    }

    public static boolean isValid(String text) {
        return fault(text).isEmpty();
    }

    /** What is wrong with a text as a GRN. */
    public static Optional<String> fault(String text) {
        if (!SHAPE.matcher(text).matches()) {
            return Optional.of(
                    "17 characters, or 24 with a voucher: year, country, 12 capital letters and digits, digit");
        }
        char expected = CheckDigit.of(text.substring(0, BODY));
        return text.charAt(BODY) == expected ? Optional.empty() : Optional.of("check digit " + expected);
    }

    /** A new number for a country, without a voucher. */
    public static Grn make(int year, String country, RandomGenerator random) {
        StringBuilder body =
                new StringBuilder(BODY + 1).append("%02d".formatted(year % 100)).append(country);
        while (body.length() < BODY) {
            body.append(FREE.charAt(random.nextInt(FREE.length())));
        }
        return new Grn(body.append(CheckDigit.of(body)).toString());
    }

    /** Where the guarantee was given. */
    public String country() {
        return text.substring(2, 4);
    }

    @Override
    public String toString() {
        return text;
    }
}
