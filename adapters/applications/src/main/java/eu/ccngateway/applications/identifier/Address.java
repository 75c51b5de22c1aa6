package eu.ccngateway.applications.identifier;

import java.util.regex.Pattern;

/**
 * An application's address inside messages: the application and the country, {@code NTA.BE}. Whoever reads one looks at
 * the last two characters only.
 */
public record Address(String text) {

    private static final int LONGEST = 35;
    private static final Pattern SHAPE = Pattern.compile("[A-Z0-9/]{1,32}\\.[A-Z]{2}");

    public Address {
        if (!isValid(text)) {
            throw new IllegalArgumentException("address: " + text + " (expected: for example NTA.BE)");
        }
    }

    /** The national transit application of a country. */
    public static Address transit(String country) {
        return new Address("NTA." + country);
    }

    /** The national export application of a country. */
    public static Address export(String country) {
        return new Address("NECA." + country);
    }

    /** The national import control application of a country. */
    public static Address importControl(String country) {
        return new Address("NICA." + country);
    }

    public static boolean isValid(String text) {
        return text.length() <= LONGEST && SHAPE.matcher(text).matches();
    }

    public String country() {
        return text.substring(text.length() - 2);
    }

    @Override
    public String toString() {
        return text;
    }
}
