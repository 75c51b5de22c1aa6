package eu.ccngateway.protocol.tls;

import eu.ccngateway.protocol.message.GatewayId;
import eu.ccngateway.protocol.message.NodeId;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Whom a certificate names: the one {@code ccn:node:NAME@DOMAIN} or {@code ccn:gateway:NAME@NETWORK} among the URIs of
 * its subject alternative name. The subject's distinguished name and other alternative names say nothing.
 */
public sealed interface CertificateIdentity {

    /** A node of a domain. */
    record Node(NodeId id) implements CertificateIdentity {
        @Override
        public String toString() {
            return NODE_PREFIX + id;
        }
    }

    /** A gateway of a network. */
    record Gateway(GatewayId id) implements CertificateIdentity {
        @Override
        public String toString() {
            return GATEWAY_PREFIX + id;
        }
    }

    String NODE_PREFIX = "ccn:node:";
    String GATEWAY_PREFIX = "ccn:gateway:";

    /**
     * Reads the identity of a certificate; whether the certificate is to be believed is the business of
     * {@link TrustAnchors}.
     *
     * @throws CredentialException if there is none, more than one, or a malformed one
     */
    static CertificateIdentity of(X509Certificate certificate) {
        List<String> uris = IdentityUris.of(certificate);
        if (uris.size() != 1) {
            throw new CredentialException(Certificates.name(certificate) + ": " + uris.size()
                    + " ccn: URIs in the subject alternative name"
                    + (uris.isEmpty() ? "" : " " + Certificates.shown(uris.toString()))
                    + " (expected: exactly one, ccn:node:NAME@DOMAIN or ccn:gateway:NAME@NETWORK);"
                    + " have the certificate issued again");
        }
        return parse(uris.get(0), certificate);
    }

    private static CertificateIdentity parse(String uri, X509Certificate certificate) {
        try {
            if (uri.startsWith(NODE_PREFIX)) {
                return new Node(NodeId.parse(uri.substring(NODE_PREFIX.length())));
            }
            if (uri.startsWith(GATEWAY_PREFIX)) {
                return new Gateway(GatewayId.parse(uri.substring(GATEWAY_PREFIX.length())));
            }
        } catch (IllegalArgumentException e) {
            throw new CredentialException(
                    Certificates.name(certificate) + ": identity " + Certificates.shown(uri) + " is malformed: "
                            + e.getMessage(),
                    e);
        }
        throw new CredentialException(Certificates.name(certificate) + ": identity " + Certificates.shown(uri)
                + " (expected: ccn:node:NAME@DOMAIN or ccn:gateway:NAME@NETWORK); have the certificate issued again");
    }
}
