package eu.ccngateway.applications.identifier;

import java.util.regex.Pattern;

/** A local reference number: what a declarant calls a declaration, unique for that declarant. */
public record Lrn(String text) {

    private static final Pattern SHAPE = Pattern.compile("[\\x21-\\x7E]{1,22}");

    public Lrn {
        if (!isValid(text)) {
            throw new IllegalArgumentException("LRN: " + text + " (expected: 1 to 22 characters without blanks)");
        }
    }

    public static boolean isValid(String text) {
        return SHAPE.matcher(text).matches();
    }

    @Override
    public String toString() {
        return text;
    }
}
