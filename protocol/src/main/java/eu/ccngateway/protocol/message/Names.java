package eu.ccngateway.protocol.message;

/** The character set of names: what can stand in a sealed statement, a log line and a file name without escaping. */
final class Names {

    private Names() {}

    /** Checks that {@code value} has 1 to {@code max} characters, each a letter, digit or one of {@code . _ - +}. */
    static String check(String what, String value, int max) {
        boolean good = !value.isEmpty() && value.length() <= max;
        for (int i = 0; good && i < value.length(); i++) {
            good = isNameCharacter(value.charAt(i));
        }
        if (!good) {
            throw new IllegalArgumentException(what + ": '" + shown(value) + "' (expected: 1-" + max
                    + " characters, letters, digits, '.', '_', '-' or '+')");
        }
        return value;
    }

    /** Splits {@code name@place}. */
    static String[] split(String what, String text, String form) {
        int at = text.indexOf('@');
        if (at <= 0 || at != text.lastIndexOf('@') || at == text.length() - 1) {
            throw new IllegalArgumentException(what + ": '" + shown(text) + "' (expected: " + form + ")");
        }
        return new String[] {text.substring(0, at), text.substring(at + 1)};
    }

    private static boolean isNameCharacter(char c) {
        return c >= 'A' && c <= 'Z'
                || c >= 'a' && c <= 'z'
                || c >= '0' && c <= '9'
                || c == '.'
                || c == '_'
                || c == '-'
                || c == '+';
    }

    /** A foreign value made fit for an error text: short, and printable. */
    private static String shown(String value) {
        String head = value.length() <= 80 ? value : value.substring(0, 80) + "...";
        return head.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
