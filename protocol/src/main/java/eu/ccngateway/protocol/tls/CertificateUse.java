package eu.ccngateway.protocol.tls;

/** What a certificate is used for when it is checked. */
public enum CertificateUse {
    /** By a node, to authenticate its connection. */
    TLS_CLIENT("1.3.6.1.5.5.7.3.2", "extendedKeyUsage clientAuth, or none at all"),
    /** By a gateway, to authenticate its end of a connection. */
    TLS_SERVER("1.3.6.1.5.5.7.3.1", "extendedKeyUsage serverAuth, or none at all"),
    /** To sign seals. One certificate may serve for TLS and seals, so the extended usage says nothing here. */
    SEALING("", "keyUsage digitalSignature");

    private final String extendedUsage;
    private final String expected;

    CertificateUse(String extendedUsage, String expected) {
        this.extendedUsage = extendedUsage;
        this.expected = expected;
    }

    String extendedUsage() {
        return extendedUsage;
    }

    String expected() {
        return expected;
    }
}
