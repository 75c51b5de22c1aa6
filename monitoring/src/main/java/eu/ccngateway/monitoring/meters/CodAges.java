package eu.ccngateway.monitoring.meters;

import java.time.Duration;
import java.util.Map;

/**
 * How old a message without CoD may get.
 *
 * @param warning somebody should look
 * @param error somebody is called
 */
public record CodAges(Duration warning, Duration error) {

    /** One hour, one day. */
    public static final CodAges USUAL = new CodAges(Duration.ofHours(1), Duration.ofHours(24));

    /** By the label under which they are counted; what the ages are is the gateway's configuration. */
    Map<String, Duration> byLabel() {
        return Map.of("warning", warning, "error", error);
    }
}
