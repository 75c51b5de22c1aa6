package eu.ccngateway.gateway.config;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What is counted for others to read, and when something is late.
 *
 * @param availabilityDirectory where the volume by application is written, beside what the prober writes
 * @param countEvery how often
 * @param codWarning age of a message without CoD at which it is looked at
 * @param codError age at which somebody is called
 */
public record MonitoringConfig(
        Path availabilityDirectory, Duration countEvery, Duration codWarning, Duration codError) {

    /** Every ten minutes; one hour, one day. */
    public static MonitoringConfig in(Path availabilityDirectory) {
        return new MonitoringConfig(
                availabilityDirectory, Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofHours(24));
    }
}
