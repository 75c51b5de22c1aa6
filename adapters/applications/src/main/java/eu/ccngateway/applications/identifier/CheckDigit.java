package eu.ccngateway.applications.identifier;

/**
 * The check digit of MRN and GRN. A character counts its value (digits as they are, letters from 10 on, skipping the
 * multiples of 11) times two to the power of its place; the sum modulo 11 is the digit, and 10 becomes 0.
 */
final class CheckDigit {

    private static final int FIRST_LETTER_VALUE = 10;

    private CheckDigit() {}

    /** The digit of digits and capital letters; other characters are the caller's mistake. */
    static char of(CharSequence body) {
        return (char) ('0' + sum(body) % 11 % 10);
    }

    static long sum(CharSequence body) {
        long sum = 0;
        for (int i = 0; i < body.length(); i++) {
            sum += (long) value(body.charAt(i)) << i;
        }
        return sum;
    }

    private static int value(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        if (c < 'A' || c > 'Z') {
            throw new IllegalArgumentException("'" + c + "' (expected: 0-9 or A-Z)");
        }
        int value = FIRST_LETTER_VALUE;
        for (char letter = 'A'; letter < c; letter++) {
            value += (value + 1) % 11 == 0 ? 2 : 1;
        }
        return value;
    }
}
