package eu.ccngateway.loadtest.run;

import eu.ccngateway.loadtest.account.Counts;
import eu.ccngateway.loadtest.account.Quantiles;
import eu.ccngateway.loadtest.account.Stage;
import eu.ccngateway.loadtest.watch.Sample;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run found.
 *
 * @param throughputPerSecond delivered and acknowledged within the measured time
 * @param effort CPU and disk a message
 * @param setting what was asked for, and what it was asked of
 * @param missing ids of messages that were lost, or whose reports were; the first ones
 */
public record LoadResult(
        Counts counts,
        double throughputPerSecond,
        double measuredSeconds,
        Map<Stage, Quantiles> latencies,
        Map<String, Object> effort,
        Map<String, Object> setting,
        List<Sample> samples,
        List<String> missing) {

    public boolean isWhole() {
        return counts.isWhole();
    }

    public Quantiles latency(Stage stage) {
        Quantiles quantiles = latencies.get(stage);
        if (quantiles == null) {
            throw new IllegalStateException(stage + " was not measured");
        }
        return quantiles;
    }

    /** Without the seconds: on one line. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>(counts.json());
        json.put("throughputPerSecond", throughputPerSecond);
        json.put("measuredSeconds", measuredSeconds);
        json.put("putToAcceptedMs", latency(Stage.ACCEPTED).json());
        json.put("putToCoaMs", latency(Stage.COA).json());
        json.put("putToDeliveredMs", latency(Stage.DELIVERED).json());
        json.put("putToCodMs", latency(Stage.COD).json());
        json.put("effort", effort);
        json.put("setting", setting);
        json.put("faults", counts.faults());
        if (!missing.isEmpty()) {
            json.put("missing", missing);
        }
        json.put("verified", isWhole());
        return json;
    }

    /** With every second. */
    public Map<String, Object> fullJson() {
        Map<String, Object> json = new LinkedHashMap<>(json());
        json.put("seconds", samples.stream().map(Sample::json).toList());
        return json;
    }
}
