package eu.ccngateway.loadtest;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * What a run found.
 *
 * @param delivered messages handed to a receiver and acknowledged, each counted once
 * @param measuredPerSecond of them, within the measured time
 */
public record LoadResult(
        long sent,
        long accepted,
        long refused,
        long delivered,
        long duplicates,
        long lost,
        long outOfOrder,
        long coa,
        long cod,
        double measuredPerSecond,
        Latency putToCoa,
        Latency putToCod) {

    /** Milliseconds. */
    public record Latency(double p50, double p99, double p999) {

        static Latency of(Histogram micros) {
            return new Latency(
                    micros.getValueAtPercentile(50) / 1000.0,
                    micros.getValueAtPercentile(99) / 1000.0,
                    micros.getValueAtPercentile(99.9) / 1000.0);
        }

        private String json() {
            return String.format(Locale.ROOT, "{\"p50\":%.2f,\"p99\":%.2f,\"p999\":%.2f}", p50, p99, p999);
        }
    }

    /** Whether every message is accounted for. */
    public boolean isWhole() {
        return sent == accepted + refused
                && accepted == delivered
                && duplicates == 0
                && lost == 0
                && outOfOrder == 0
                && coa == accepted
                && cod == accepted;
    }

    /** One line of JSON. */
    public String json() {
        return String.format(
                Locale.ROOT,
                "{\"sent\":%d,\"accepted\":%d,\"refused\":%d,\"delivered\":%d,\"duplicates\":%d,\"lost\":%d,"
                        + "\"outOfOrder\":%d,\"coa\":%d,\"cod\":%d,\"throughputPerSecond\":%.0f,\"putToCoaMs\":%s,"
                        + "\"putToCodMs\":%s,\"verified\":%b}",
                sent,
                accepted,
                refused,
                delivered,
                duplicates,
                lost,
                outOfOrder,
                coa,
                cod,
                measuredPerSecond,
                putToCoa.json(),
                putToCod.json(),
                isWhole());
    }
}
