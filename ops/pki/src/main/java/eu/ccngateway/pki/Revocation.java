package eu.ccngateway.pki;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** That a certificate is revoked: from when (whole seconds) and why. */
public record Revocation(Instant at, RevocationReason reason) {
    public Revocation {
        at = at.truncatedTo(ChronoUnit.SECONDS);
    }
}
