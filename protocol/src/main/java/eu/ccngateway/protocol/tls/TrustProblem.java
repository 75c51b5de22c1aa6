package eu.ccngateway.protocol.tls;

import eu.ccngateway.protocol.refusal.RefusalCode;

/**
 * Why a certificate is not trusted.
 *
 * @param text names the certificate, the check, the clock or list it was held against, and the remedy
 */
public record TrustProblem(Reason reason, String text) {

    /** The kinds of problem, each with the refusal it leads to. */
    public enum Reason {
        UNTRUSTED(RefusalCode.CERTIFICATE_UNTRUSTED, RefusalCode.SEAL_SIGNER_UNTRUSTED),
        WEAK_KEY(RefusalCode.CERTIFICATE_UNTRUSTED, RefusalCode.SEAL_SIGNER_UNTRUSTED),
        WRONG_USAGE(RefusalCode.CERTIFICATE_UNTRUSTED, RefusalCode.SEAL_SIGNER_UNTRUSTED),
        NOT_YET_VALID(RefusalCode.CERTIFICATE_EXPIRED, RefusalCode.SEAL_SIGNER_EXPIRED),
        EXPIRED(RefusalCode.CERTIFICATE_EXPIRED, RefusalCode.SEAL_SIGNER_EXPIRED),
        REVOKED(RefusalCode.CERTIFICATE_REVOKED, RefusalCode.SEAL_SIGNER_REVOKED),
        CRL_MISSING(RefusalCode.CRL_UNUSABLE, RefusalCode.CRL_UNUSABLE),
        CRL_STALE(RefusalCode.CRL_UNUSABLE, RefusalCode.CRL_UNUSABLE);

        private final RefusalCode connection;
        private final RefusalCode seal;

        Reason(RefusalCode connection, RefusalCode seal) {
            this.connection = connection;
            this.seal = seal;
        }

        /** The refusal of a connection whose TLS certificate has this problem. */
        public RefusalCode connectionRefusal() {
            return connection;
        }

        /** The refusal of a seal whose signer's certificate has this problem. */
        public RefusalCode sealRefusal() {
            return seal;
        }
    }
}
