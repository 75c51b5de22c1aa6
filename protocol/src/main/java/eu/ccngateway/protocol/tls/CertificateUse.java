package eu.ccngateway.protocol.tls;

/** What a certificate is used for when it is checked. */
public enum CertificateUse {
    /** By a node, to authenticate its connection. */
    TLS_CLIENT("1.3.6.1.5.5.7.3.2", "extendedKeyUsage clientAuth"),
    /** By a gateway, to authenticate its end of a connection. */
    TLS_SERVER("1.3.6.1.5.5.7.3.1", "extendedKeyUsage serverAuth"),
    /** To sign seals. */
    SEALING("", "no extendedKeyUsage, or one with anyExtendedKeyUsage");

    private final String purpose;
    private final String expected;

    CertificateUse(String purpose, String expected) {
        this.purpose = purpose;
        this.expected = expected;
    }

    /** The object identifier of the extended key usage. */
    String purpose() {
        return purpose;
    }

    String expected() {
        return expected;
    }
}
