package eu.ccngateway.protocol.tls;

import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the way from a certificate up to a root, and has the JDK's PKIX validation confirm signatures, names, authority,
 * path length and critical extensions. Validity and revocation are left out: they depend on the moment that is asked for
 * (see {@link TrustedPath}).
 */
final class PathFinder {

    /** Certificates of a peer that are looked at. */
    private static final int SENT_MAX = 8;

    private static final int LENGTH_MAX = 6;

    private final Authorities authorities;
    private final RevocationLists lists;

    PathFinder(Authorities authorities, RevocationLists lists) {
        this.authorities = authorities;
        this.lists = lists;
    }

    Authorities authorities() {
        return authorities;
    }

    RevocationLists lists() {
        return lists;
    }

    Optional<TrustedPath> find(List<X509Certificate> chain) {
        Search search = new Search(chain);
        return search.run() ? Optional.of(TrustedPath.of(search.path, lists)) : Optional.empty();
    }

    TrustProblem whyNone(List<X509Certificate> chain) {
        Search search = new Search(chain);
        search.run();
        X509Certificate leaf = chain.get(0);
        return new TrustProblem(
                TrustProblem.Reason.UNTRUSTED,
                Certificates.name(leaf) + ", issued by "
                        + Certificates.shown(leaf.getIssuerX500Principal().getName())
                        + ", has no valid chain to a trust anchor: " + search.lastFailure
                        + "; get a certificate from the network's issuing authority, or send its issuer with it");
    }

    /** One depth-first search: upwards from the leaf, known authorities before those the peer sent. */
    private final class Search {

        private final List<X509Certificate> sent;
        private final List<X509Certificate> path = new ArrayList<>();
        private String lastFailure = "no certificate of its issuer is known or was sent";

        Search(List<X509Certificate> chain) {
            this.sent = chain.subList(1, Math.min(chain.size(), SENT_MAX));
            path.add(chain.get(0));
        }

        boolean run() {
            X509Certificate top = path.get(path.size() - 1);
            if (path.size() > LENGTH_MAX) {
                lastFailure = "the chain is longer than " + LENGTH_MAX;
                return false;
            }
            for (X509Certificate issuer : issuers(top)) {
                path.add(issuer);
                if (authorities.isRoot(issuer) ? isValid() : run()) {
                    return true;
                }
                path.remove(path.size() - 1);
            }
            return false;
        }

        private List<X509Certificate> issuers(X509Certificate of) {
            List<X509Certificate> candidates = new ArrayList<>(authorities.named(of.getIssuerX500Principal()));
            sent.stream()
                    .filter(c -> c.getSubjectX500Principal().equals(of.getIssuerX500Principal()))
                    .filter(c -> !candidates.contains(c))
                    .forEach(candidates::add);
            candidates.removeAll(path);
            if (!candidates.isEmpty()) {
                candidates.removeIf(c -> !Certificates.isSignedBy(of, c.getPublicKey()));
                if (candidates.isEmpty()) {
                    lastFailure = "the signature of " + Certificates.name(of) + " is not its issuer's";
                }
            }
            return candidates;
        }

        private boolean isValid() {
            Optional<String> failure = pkixFailure(path);
            failure.ifPresent(text -> lastFailure = text);
            return failure.isEmpty();
        }
    }

    private static Optional<String> pkixFailure(List<X509Certificate> path) {
        // PKIX wants a moment at which all is valid; any such moment will do here.
        List<X509Certificate> below = path.subList(0, path.size() - 1);
        Instant from = below.stream()
                .map(c -> c.getNotBefore().toInstant())
                .max(Comparator.naturalOrder())
                .orElseThrow();
        if (below.stream().anyMatch(c -> c.getNotAfter().toInstant().isBefore(from))) {
            return Optional.of("at no moment are all its certificates valid");
        }
        try {
            CertPath certPath = CertificateFactory.getInstance("X.509").generateCertPath(below);
            PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(path.get(path.size() - 1), null)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(from));
            CertPathValidator.getInstance("PKIX").validate(certPath, parameters);
            return Optional.empty();
        } catch (CertPathValidatorException e) {
            String where = e.getIndex() >= 0 ? Certificates.name(below.get(e.getIndex())) + ": " : "";
            return Optional.of(where + Certificates.shown(String.valueOf(e.getMessage())));
        } catch (GeneralSecurityException e) {
            return Optional.of(Certificates.shown(String.valueOf(e.getMessage())));
        }
    }
}
