package eu.ccngateway.applications.identifier;

import java.util.regex.Pattern;

/** The reference of a customs office: its country and six capital letters or digits. */
public record Office(String text) {

    private static final Pattern SHAPE = Pattern.compile("[A-Z]{2}[A-Z0-9]{6}");

    public Office {
        if (!isValid(text)) {
            throw new IllegalArgumentException("office: " + text
                    + " (expected: a country and six capital letters or digits, for example DE004851)");
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
