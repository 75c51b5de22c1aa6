package eu.ccngateway.pki;

import java.time.Duration;

/**
 * What is chosen once, when a PKI is made.
 *
 * @param name what its two authorities are called
 * @param leafValidity how long a node's or gateway's certificate holds
 * @param crlValidity how long a revocation list may be relied on
 */
public record PkiOptions(String name, Duration leafValidity, Duration crlValidity) {
    private static final int NAME_MAX = 50;

    public PkiOptions {
        if (name.isBlank() || name.length() > NAME_MAX) {
            throw new PkiException("PKI name: '" + name + "' (expected: 1 to " + NAME_MAX + " characters)");
        }
        checkPositive("Certificate validity", leafValidity);
        checkPositive("Revocation list validity", crlValidity);
    }

    /** Certificates for a year, revocation lists for a week. */
    public static PkiOptions defaults() {
        return new PkiOptions("CCN Gateway test", Duration.ofDays(365), Duration.ofDays(7));
    }

    public PkiOptions withName(String other) {
        return new PkiOptions(other, leafValidity, crlValidity);
    }

    public PkiOptions withLeafValidity(Duration other) {
        return new PkiOptions(name, other, crlValidity);
    }

    public PkiOptions withCrlValidity(Duration other) {
        return new PkiOptions(name, leafValidity, other);
    }

    private static void checkPositive(String what, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new PkiException(what + ": " + value + " (expected: longer than nothing)");
        }
    }
}
