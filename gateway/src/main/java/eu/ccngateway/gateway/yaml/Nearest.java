package eu.ccngateway.gateway.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds what somebody may have meant, by the number of typing errors between two words. */
public final class Nearest {

    private static final int LENGTH_MAX = 128;

    private Nearest() {}

    /** At most {@code max} candidates that differ from {@code text} in a third of its letters or less, nearest first. */
    public static List<String> to(String text, Collection<String> candidates, int max) {
        if (text.length() > LENGTH_MAX) {
            return List.of();
        }
        int far = Math.max(2, text.length() / 3);
        record Scored(String candidate, int distance) {}
        return candidates.stream()
                .filter(candidate -> candidate.length() <= LENGTH_MAX)
                .map(candidate -> new Scored(candidate, distance(text, candidate)))
                .filter(scored -> scored.distance <= far && scored.distance < scored.candidate.length())
                .sorted(Comparator.comparingInt(Scored::distance).thenComparing(Scored::candidate))
                .limit(max)
                .map(Scored::candidate)
                .toList();
    }

    /** {@code "; did you mean NCTS?"}, or nothing. */
    public static String hint(String text, Collection<String> candidates) {
        List<String> near = to(text, candidates, 1);
        return near.isEmpty() ? "" : "; did you mean " + near.get(0) + "?";
    }

    /** Letters to insert, delete, replace or swap with their neighbour; upper and lower case count as the same. */
    static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[b.length()];
    }
}
