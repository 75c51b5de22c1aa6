package eu.ccngateway.pki;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;

/** Reads subject alternative names. */
final class Certificates {
    static final int DNS = 2;
    static final int URI = 6;
    static final int IP = 7;

    private Certificates() {}

    static List<String> uris(X509Certificate certificate) {
        return names(certificate, URI);
    }

    static List<String> names(X509Certificate certificate, int type) {
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            return all == null
                    ? List.of()
                    : all.stream()
                            .filter(name -> name.get(0).equals(type))
                            .map(name -> (String) name.get(1))
                            .toList();
        } catch (CertificateParsingException e) {
            throw new AssertionError(e);
        }
    }
}
