package eu.ccngateway.loadtest.account;

import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.AbstractHistogram;

/** Milliseconds; all 0 where nothing was recorded. */
public record Quantiles(long count, double p50, double p90, double p99, double p999, double max) {

    public static Quantiles of(AbstractHistogram micros) {
        return new Quantiles(
                micros.getTotalCount(),
                micros.getValueAtPercentile(50) / 1000.0,
                micros.getValueAtPercentile(90) / 1000.0,
                micros.getValueAtPercentile(99) / 1000.0,
                micros.getValueAtPercentile(99.9) / 1000.0,
                micros.getMaxValue() / 1000.0);
    }

    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("p50", p50);
        json.put("p90", p90);
        json.put("p99", p99);
        json.put("p999", p999);
        json.put("max", max);
        return json;
    }
}
