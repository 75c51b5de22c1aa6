package eu.ccngateway.pki;

/** What a certificate is for; also the name of its files ({@code tls.crt}, {@code tls.key}). */
public enum Use {
    /** Connecting: client authentication for a node, server and client authentication for a gateway. */
    TLS,
    /** Sealing messages and reports; carries no extended key usage, so it does not open a connection. */
    SEAL,
    /** Both with one key. Its extended key usage names anyExtendedKeyUsage too, which tells it from a TLS one. */
    COMBINED;

    @Override
    public String toString() {
        return Words.of(this);
    }
}
