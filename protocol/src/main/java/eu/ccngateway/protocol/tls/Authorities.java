package eu.ccngateway.protocol.tls;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/**
 * The authorities that were configured: self-signed roots are the anchors, the others are known so that nobody has to
 * send them. An issuing authority alone is no anchor, as stock tools that check evidence would not take it for one.
 */
final class Authorities {

    private final List<X509Certificate> roots = new ArrayList<>();
    private final Map<X500Principal, List<X509Certificate>> bySubject = new HashMap<>();

    private Authorities() {}

    static Authorities of(List<TrustAnchors.Named<X509Certificate>> certificates) {
        Authorities authorities = new Authorities();
        Set<X509Certificate> seen = new LinkedHashSet<>();
        for (TrustAnchors.Named<X509Certificate> named : certificates) {
            if (seen.add(named.value())) {
                authorities.add(named);
            }
        }
        if (authorities.roots.isEmpty()) {
            throw new CredentialException(
                    "trust anchors: no root (expected: at least one self-signed root certificate)");
        }
        certificates.forEach(authorities::requireIssuer);
        return authorities;
    }

    private void add(TrustAnchors.Named<X509Certificate> named) {
        X509Certificate certificate = named.value();
        if (!Certificates.isCa(certificate)) {
            throw new CredentialException(named.source() + ": " + Certificates.name(certificate)
                    + " is no authority (expected: basicConstraints CA:TRUE); list roots and issuing authorities only");
        }
        Certificates.weakness(certificate.getPublicKey()).ifPresent(weakness -> {
            throw new CredentialException(named.source() + ": " + Certificates.name(certificate) + ": " + weakness);
        });
        bySubject
                .computeIfAbsent(certificate.getSubjectX500Principal(), s -> new ArrayList<>())
                .add(certificate);
        if (Certificates.isSelfIssued(certificate)
                && Certificates.isSignedBy(certificate, certificate.getPublicKey())) {
            roots.add(certificate);
        }
    }

    private void requireIssuer(TrustAnchors.Named<X509Certificate> named) {
        X509Certificate certificate = named.value();
        boolean hasIssuer = named(certificate.getIssuerX500Principal()).stream()
                .anyMatch(issuer -> Certificates.isSignedBy(certificate, issuer.getPublicKey()));
        if (!hasIssuer) {
            throw new CredentialException(named.source() + ": " + Certificates.name(certificate) + " was issued by "
                    + certificate.getIssuerX500Principal() + ", which is not among the trust anchors;"
                    + " add the certificates up to the self-signed root");
        }
    }

    List<X509Certificate> roots() {
        return List.copyOf(roots);
    }

    List<X509Certificate> all() {
        return bySubject.values().stream().flatMap(List::stream).toList();
    }

    boolean isRoot(X509Certificate certificate) {
        return roots.contains(certificate);
    }

    List<X509Certificate> named(X500Principal subject) {
        return bySubject.getOrDefault(subject, List.of());
    }
}
