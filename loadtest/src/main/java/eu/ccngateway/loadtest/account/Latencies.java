package eu.ccngateway.loadtest.account;

import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** How long messages took to each stage, from the moment they were due. Recording is thread-safe, looking is for one thread. */
public final class Latencies {

    private static final int DIGITS = 3;
    private static final long MICROS_MAX = 3_600_000_000L;

    private final Map<Stage, Recorder> recorders = new EnumMap<>(Stage.class);
    private final Map<Stage, Histogram> totals = new EnumMap<>(Stage.class);

    Latencies() {
        for (Stage stage : Stage.values()) {
            recorders.put(stage, new Recorder(DIGITS));
            totals.put(stage, new Histogram(DIGITS));
        }
    }

    void record(Stage stage, long nanos) {
        Recorder recorder = recorders.get(stage);
        if (recorder != null) {
            recorder.recordValue(Math.min(MICROS_MAX, Math.max(0, nanos / 1000)));
        }
    }

    /** Since the last look; it is in the total from now on. */
    Map<Stage, Quantiles> look() {
        Map<Stage, Quantiles> now = new EnumMap<>(Stage.class);
        recorders.forEach((stage, recorder) -> {
            Histogram interval = recorder.getIntervalHistogram();
            now.put(stage, Quantiles.of(interval));
            totals.computeIfPresent(stage, (same, total) -> {
                total.add(interval);
                return total;
            });
        });
        return now;
    }

    Map<Stage, Quantiles> total() {
        look();
        Map<Stage, Quantiles> all = new EnumMap<>(Stage.class);
        totals.forEach((stage, total) -> all.put(stage, Quantiles.of(total)));
        return all;
    }
}
