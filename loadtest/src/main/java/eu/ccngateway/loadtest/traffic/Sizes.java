package eu.ccngateway.loadtest.traffic;

import java.util.Arrays;
import java.util.Random;

/**
 * Payload sizes of a stated distribution: a table that is drawn from, so that a draw costs nothing and the mean of many is
 * the stated one to the byte.
 */
public final class Sizes {

    /** What the network takes at most. */
    public static final int PAYLOAD_MAX = 20 << 20;

    private static final int TABLE = 1 << 14;
    private static final int ROUNDS = 60;
    /** The same table in every run: runs are compared. */
    private static final long SEED = 4_670;

    private final String text;
    private final int[] table;

    private Sizes(String text, int[] table) {
        this.text = text;
        this.table = table;
    }

    /** Every payload the same. */
    public static Sizes fixed(int bytes) {
        check("size", bytes, 0, PAYLOAD_MAX);
        return new Sizes("all " + bytes + " B", new int[] {bytes});
    }

    /** Every size between the two is as likely. */
    public static Sizes uniform(int min, int max) {
        check("max", max, 0, PAYLOAD_MAX);
        check("min", min, 0, max);
        int[] table = new int[TABLE];
        for (int i = 0; i < TABLE; i++) {
            table[i] = (int) (min + (long) (max - min) * i / (TABLE - 1));
        }
        return new Sizes("uniform, " + min + " to " + max + " B", shuffled(table));
    }

    /**
     * Many small ones and a few large ones: log-normal, cut at {@code max}.
     *
     * @param mean of what is drawn, after the cut
     * @param median of the uncut distribution, below the mean; with the mean it says how wide it is
     */
    public static Sizes lognormal(int mean, int median, int max) {
        check("max", max, 2, PAYLOAD_MAX);
        check("mean", mean, 2, max - 1);
        check("median", median, 1, mean - 1);
        double sigma = Math.sqrt(2 * Math.log((double) mean / median));
        Random random = new Random(SEED);
        double[] shape = new double[TABLE];
        for (int i = 0; i < TABLE; i++) {
            shape[i] = Math.exp(sigma * random.nextGaussian());
        }
        double low = 0;
        double high = max;
        for (int i = 0; i < ROUNDS; i++) {
            double scale = (low + high) / 2;
            if (meanOf(cut(shape, scale, max)) < mean) {
                low = scale;
            } else {
                high = scale;
            }
        }
        int[] table = cut(shape, high, max);
        return new Sizes(
                "log-normal, mean " + mean + " B, median about " + median + " B, at most " + max + " B", table);
    }

    private static int[] cut(double[] shape, double scale, int max) {
        return Arrays.stream(shape)
                .mapToInt(value -> (int) Math.min(max, Math.round(value * scale)))
                .toArray();
    }

    private static int[] shuffled(int[] table) {
        Random random = new Random(SEED);
        for (int i = table.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = table[i];
            table[i] = table[j];
            table[j] = swapped;
        }
        return table;
    }

    private static double meanOf(int[] table) {
        return Arrays.stream(table).average().orElse(0);
    }

    private static void check(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "sizes: " + name + ": " + value + " (expected: " + min + " to " + max + ")");
        }
    }

    /** The size of the n-th message; the table is gone through from front to back, and again. */
    public int at(long n) {
        return table[(int) Math.floorMod(n, (long) table.length)];
    }

    public double mean() {
        return meanOf(table);
    }

    public int largest() {
        return Arrays.stream(table).max().orElse(0);
    }

    @Override
    public String toString() {
        return text;
    }
}
