package eu.ccngateway.applications.identifier;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.random.RandomGenerator;

/**
 * Makes message identifications, unique for their sender. The short ones, 14 characters, are what partners of the
 * transition can read (rule T1120); the long ones, 35, say when they were made.
 *
 * <p>A short one holds the second since 2020 (6 characters of 36), and 8 random characters: two of the same second are
 * equal once in 2.8 million million.
 */
public final class Identifications {

    public static final int SHORT = 14;
    public static final int LONG = 35;

    private static final int BASE = 36;
    private static final String DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final Instant START = Instant.parse("2020-01-01T00:00:00Z");
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

    private final int length;
    private final RandomGenerator random;

    /** Makes identifications of {@link #SHORT} or {@link #LONG} characters. */
    public Identifications(int length, RandomGenerator random) {
        if (length != SHORT && length != LONG) {
            throw new IllegalArgumentException("length: " + length + " (expected: 14 or 35)");
        }
        this.length = length;
        this.random = random;
    }

    public String next(Instant now) {
        StringBuilder text = new StringBuilder(length);
        if (length == LONG) {
            text.append(STAMP.format(now)).append('-');
        } else {
            appendSecond(text, now.getEpochSecond() - START.getEpochSecond());
        }
        while (text.length() < length) {
            text.append(DIGITS.charAt(random.nextInt(BASE)));
        }
        return text.toString();
    }

    private static void appendSecond(StringBuilder text, long second) {
        String digits = Long.toString(Math.floorMod(second, 2_176_782_336L), BASE);
        text.append("0".repeat(6 - digits.length())).append(digits);
    }
}
