package eu.ccngateway.pki;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** From when until when a certificate or revocation list holds, both ends included, in whole seconds. */
public record Validity(Instant notBefore, Instant notAfter) {
    /** Certificates start this much before they are made, so that a machine whose clock is a little behind takes them. */
    static final Duration CLOCK_OFFSET = Duration.ofMinutes(1);

    public Validity {
        notBefore = notBefore.truncatedTo(ChronoUnit.SECONDS);
        notAfter = notAfter.truncatedTo(ChronoUnit.SECONDS);
        if (!notAfter.isAfter(notBefore)) {
            throw new PkiException(
                    "Validity: " + notBefore + " to " + notAfter + " (expected: an end after the start)");
        }
    }

    static Validity startingAt(Instant now, Duration length) {
        return new Validity(now.minus(CLOCK_OFFSET), now.plus(length));
    }

    Validity endingNoLaterThan(Instant end) {
        return notAfter.isAfter(end) ? new Validity(notBefore, end) : this;
    }
}
