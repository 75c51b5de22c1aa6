package eu.ccngateway.monitoring.sla;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * The availability of a service over a window of a period.
 *
 * @param period a month or a year, {@code 2019-03} or {@code 2019}
 * @param aggregation how it was made from members; empty for a service with a clock of its own
 */
public record Figure(
        String service, String period, String window, String aggregation, Tally tally, Optional<BigDecimal> target) {

    private static final BigDecimal PERCENT = BigDecimal.valueOf(100);

    /** As published; an interval where minutes are unknown, {@code 99.31-99.47}. */
    public String published() {
        return interval(tally.low(), tally.high());
    }

    public String withoutPlanned() {
        return interval(tally.lowWithoutPlanned(), tally.highWithoutPlanned());
    }

    private static String interval(Share low, Share high) {
        return !high.isDefined()
                ? ""
                : low.percent().compareTo(high.percent()) == 0
                        ? high.percent().toPlainString()
                        : low.percent().toPlainString() + "-" + high.percent().toPlainString();
    }

    /** Minutes of downtime the target still allows in this period; negative when it is missed. Planned ones are counted. */
    public Optional<BigDecimal> budgetLeft() {
        return target.map(percent ->
                allowed(percent).subtract(BigDecimal.valueOf(tally.down())).setScale(1, RoundingMode.HALF_UP));
    }

    /** How fast the budget is used: 1 uses it up exactly at the end of the period. Empty without a target below 100. */
    public Optional<BigDecimal> burnRate() {
        return target.map(this::allowed)
                .filter(allowed -> allowed.signum() > 0)
                .map(allowed -> BigDecimal.valueOf(tally.down()).divide(allowed, 2, RoundingMode.HALF_UP));
    }

    private BigDecimal allowed(BigDecimal percent) {
        return PERCENT.subtract(percent)
                .multiply(BigDecimal.valueOf(tally.window()))
                .movePointLeft(2);
    }
}
