package eu.ccngateway.monitoring.availability;

import java.util.Arrays;

/**
 * The observations of a UTC day as text: a letter for each run of equal minutes, with its length behind it where that is
 * not one, {@code U600D4U836}. At worst one letter a minute.
 */
final class DayPack {

    static final int MINUTES = 24 * 60;

    private DayPack() {}

    /** The minute a day starts with. */
    static long start(long minute) {
        return Math.floorDiv(minute, MINUTES) * MINUTES;
    }

    static byte[] empty() {
        return new byte[MINUTES];
    }

    static boolean isEmpty(byte[] day) {
        for (byte minute : day) {
            if (minute != 0) {
                return false;
            }
        }
        return true;
    }

    static String pack(byte[] day) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < MINUTES; ) {
            int end = i + 1;
            while (end < MINUTES && day[end] == day[i]) {
                end++;
            }
            text.append(Observation.at(day[i]).letter());
            if (end - i > 1) {
                text.append(end - i);
            }
            i = end;
        }
        return text.toString();
    }

    static byte[] unpack(String text) {
        byte[] day = empty();
        int minute = 0;
        for (int i = 0; i < text.length(); ) {
            byte seen = (byte) Observation.of(text.charAt(i)).ordinal();
            int end = i + 1;
            while (end < text.length() && Character.isDigit(text.charAt(end))) {
                end++;
            }
            int length = end == i + 1 ? 1 : Integer.parseInt(text, i + 1, end, 10);
            if (length < 1 || length > MINUTES - minute) {
                throw new IllegalArgumentException(text + ": more than a day (expected: " + MINUTES + " minutes)");
            }
            Arrays.fill(day, minute, minute + length, seen);
            minute += length;
            i = end;
        }
        if (minute != MINUTES) {
            throw new IllegalArgumentException(text + ": " + minute + " minutes (expected: " + MINUTES + ")");
        }
        return day;
    }
}
