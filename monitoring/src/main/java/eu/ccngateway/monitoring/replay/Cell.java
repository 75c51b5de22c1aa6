package eu.ccngateway.monitoring.replay;

import eu.ccngateway.monitoring.replay.Published.Kind;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * A cell of the published table beside what was measured.
 *
 * @param service or application
 * @param measured in published rounding; with unknown minutes the lower end of the interval
 * @param measuredUpTo its upper end, where that is another
 * @param otherWindows the same over windows nothing was fitted to
 * @param quantum for growth: what one counted message more changes, in percent
 */
public record Cell(
        Kind kind,
        String service,
        int year,
        String unit,
        Optional<BigDecimal> published,
        BigDecimal measured,
        Optional<BigDecimal> measuredUpTo,
        Optional<BigDecimal> measuredWithoutPlanned,
        String window,
        Map<String, BigDecimal> otherWindows,
        Optional<BigDecimal> quantum,
        int fittedParameters) {

    /** Measured less published. */
    public Optional<BigDecimal> difference() {
        return published.map(measured::subtract);
    }
}
