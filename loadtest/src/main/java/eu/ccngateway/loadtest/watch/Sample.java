package eu.ccngateway.loadtest.watch;

import eu.ccngateway.loadtest.account.Quantiles;
import eu.ccngateway.loadtest.account.Stage;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One second of a run.
 *
 * @param second since the start, at its end
 * @param isMeasured whether it counts: neither warm-up nor the time after the last put
 * @param putPerSecond within this second, as the other rates
 * @param inFlight put and not yet known to be delivered
 * @param latencies of the messages that reached the stage within it
 * @param generator CPU, memory and disk of the process that makes the load
 * @param gateway the same of the gateway
 */
public record Sample(
        double second,
        boolean isMeasured,
        double putPerSecond,
        double deliveredPerSecond,
        long inFlight,
        Map<Stage, Quantiles> latencies,
        Usage generator,
        Usage gateway) {

    /**
     * What one process used.
     *
     * @param cores busy, on average
     * @param gcMs collecting garbage within the second; negative = unknown
     */
    public record Usage(double cores, double residentMb, double writtenMbPerSecond, double gcMs) {

        public static final Usage UNKNOWN = new Usage(-1, -1, -1, -1);

        Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            if (residentMb >= 0) {
                json.put("cores", cores);
                json.put("residentMb", residentMb);
                json.put("writtenMbPerSecond", writtenMbPerSecond);
            }
            if (gcMs >= 0) {
                json.put("gcMs", gcMs);
            }
            return json;
        }
    }

    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("second", second);
        json.put("measured", isMeasured);
        json.put("putPerSecond", putPerSecond);
        json.put("deliveredPerSecond", deliveredPerSecond);
        json.put("inFlight", inFlight);
        latencies.forEach((stage, quantiles) -> json.put(stage.word() + "Ms", quantiles.json()));
        json.put("generator", generator.json());
        json.put("gateway", gateway.json());
        return json;
    }
}
