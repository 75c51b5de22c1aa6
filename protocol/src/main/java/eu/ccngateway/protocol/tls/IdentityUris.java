package eu.ccngateway.protocol.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;

/** The URIs of the scheme {@code ccn} in a certificate. */
final class IdentityUris {

    private static final int URI_NAME = 6;

    private IdentityUris() {}

    static List<String> of(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            if (names == null) {
                return List.of();
            }
            return names.stream()
                    .filter(name -> Integer.valueOf(URI_NAME).equals(name.get(0)))
                    .map(name -> String.valueOf(name.get(1)))
                    .filter(uri -> uri.regionMatches(true, 0, "ccn:", 0, 4))
                    .toList();
        } catch (CertificateParsingException e) {
            // Without the cause: its text shows the stranger's bytes as they are.
            throw new CredentialException(Certificates.nameBySubject(certificate)
                    + ": its subject alternative name cannot be read: "
                    + Certificates.shown(String.valueOf(e.getMessage())));
        }
    }
}
