package eu.ccngateway.protocol.tls;

import java.time.Duration;

/**
 * How strictly revocation is judged. A revocation list that is given is always obeyed, and always has to be fresh.
 *
 * @param crlRequired whether every issuer must have a revocation list: without one its certificates are refused
 * @param crlGrace how long after its nextUpdate a list is still taken
 */
public record TrustPolicy(boolean crlRequired, Duration crlGrace) {

    public TrustPolicy {
        if (crlGrace.isNegative()) {
            throw new IllegalArgumentException("crlGrace: " + crlGrace + " (expected: zero or more)");
        }
    }

    /** Lists required, a day of grace. */
    public static TrustPolicy strict() {
        return new TrustPolicy(true, Duration.ofHours(24));
    }
}
