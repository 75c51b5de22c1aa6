package eu.ccngateway.applications.identifier;

import java.util.regex.Pattern;

/** The number of an economic operator: its country and up to 15 characters. */
public record Eori(String text) {

    private static final Pattern SHAPE = Pattern.compile("[A-Z]{2}[\\x21-\\x7E]{1,15}");

    public Eori {
        if (!isValid(text)) {
            throw new IllegalArgumentException(
                    "EORI: " + text + " (expected: two capital letters and 1 to 15 characters without blanks)");
        }
    }

    public static boolean isValid(String text) {
        return SHAPE.matcher(text).matches();
    }

    public String country() {
        return text.substring(0, 2);
    }

    @Override
    public String toString() {
        return text;
    }
}
