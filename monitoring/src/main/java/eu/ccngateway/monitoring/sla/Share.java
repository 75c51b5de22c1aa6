package eu.ccngateway.monitoring.sla;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** A part of a whole, exactly. */
public record Share(BigInteger part, BigInteger whole) {

    private static final BigInteger PERCENT = BigInteger.valueOf(100);

    /** As published: two decimals, halves up. */
    private static final int DECIMALS = 2;

    Share(long part, long whole) {
        this(BigInteger.valueOf(part), BigInteger.valueOf(whole));
    }

    /** Whether there is anything to have a share of. */
    public boolean isDefined() {
        return whole.signum() > 0;
    }

    /** As published: percent, rounded once. Of nothing, everything. */
    public BigDecimal percent() {
        return percent(DECIMALS);
    }

    public BigDecimal percent(int decimals) {
        return isDefined()
                ? new BigDecimal(part.multiply(PERCENT)).divide(new BigDecimal(whole), decimals, RoundingMode.HALF_UP)
                : BigDecimal.valueOf(100).setScale(decimals);
    }

    /** The share of a share: what is left end to end of two services that are needed both. */
    public Share times(Share other) {
        return new Share(part.multiply(other.part), whole.multiply(other.whole));
    }
}
