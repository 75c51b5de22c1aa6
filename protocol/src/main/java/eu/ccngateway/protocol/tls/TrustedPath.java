package eu.ccngateway.protocol.tls;

import eu.ccngateway.protocol.tls.TrustProblem.Reason;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A certificate's path to its root, with all that the moment of asking is compared with. */
public final class TrustedPath {

    /** A certificate below the root, with what its issuer's revocation list says of it. */
    private record Link(
            X509Certificate certificate,
            Instant from,
            Instant to,
            Optional<X509CRL> list,
            Optional<Instant> revokedAt,
            Optional<String> weakness) {}

    private static final String ANY_PURPOSE = "2.5.29.37.0";

    private final List<X509Certificate> certificates;
    private final List<Link> links;
    private final Set<CertificateUse> uses;

    private TrustedPath(List<X509Certificate> certificates, List<Link> links, Set<CertificateUse> uses) {
        this.certificates = certificates;
        this.links = links;
        this.uses = uses;
    }

    static TrustedPath of(List<X509Certificate> certificates, RevocationLists lists) {
        List<Link> links = new ArrayList<>();
        for (int i = 0; i < certificates.size(); i++) {
            // The root has no issuer who could revoke it: its place in the configuration is its validity.
            boolean isRoot = i == certificates.size() - 1;
            X509Certificate certificate = certificates.get(i);
            links.add(
                    isRoot
                            ? link(certificate, Optional.empty(), Certificates.weakness(certificate.getPublicKey()))
                            : link(certificate, lists.of(certificates.get(i + 1)), Certificates.weakness(certificate)));
        }
        return new TrustedPath(List.copyOf(certificates), List.copyOf(links), uses(certificates.get(0)));
    }

    private static Link link(X509Certificate certificate, Optional<X509CRL> list, Optional<String> weakness) {
        return new Link(
                certificate,
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant(),
                list,
                list.map(l -> l.getRevokedCertificate(certificate.getSerialNumber()))
                        .map(X509CRLEntry::getRevocationDate)
                        .map(java.util.Date::toInstant),
                weakness);
    }

    /**
     * TLS has to be named as a purpose, sealing must not be narrowed to other purposes: so a TLS key, which lives where
     * the connections are, cannot seal unless its certificate says it may do anything.
     */
    private static Set<CertificateUse> uses(X509Certificate leaf) {
        Set<CertificateUse> uses = EnumSet.noneOf(CertificateUse.class);
        if (!Certificates.signsData(leaf)) {
            return uses;
        }
        try {
            List<String> purposes = leaf.getExtendedKeyUsage();
            if (purposes == null || purposes.contains(ANY_PURPOSE)) {
                uses.add(CertificateUse.SEALING);
            }
            for (CertificateUse use : List.of(CertificateUse.TLS_CLIENT, CertificateUse.TLS_SERVER)) {
                if (purposes != null && purposes.contains(use.purpose())) {
                    uses.add(use);
                }
            }
        } catch (CertificateParsingException e) {
            // Purposes nobody can read allow nothing.
            uses.clear();
        }
        return uses;
    }

    /** From the certificate that was asked about up to and including the root. */
    public List<X509Certificate> certificates() {
        return certificates;
    }

    /** The revocation lists that speak of these certificates, in the same order; some may be missing. */
    public List<X509CRL> crls() {
        return links.stream().flatMap(link -> link.list.stream()).toList();
    }

    /** The moment from which on one of the certificates is expired. */
    public Instant expires() {
        return links.stream().map(Link::to).min(Instant::compareTo).orElseThrow();
    }

    /** The earliest nextUpdate of the revocation lists. */
    public Optional<Instant> nextUpdate() {
        return crls().stream().map(l -> l.getNextUpdate().toInstant()).min(Instant::compareTo);
    }

    Optional<TrustProblem> problem(CertificateUse use, Instant at, TrustPolicy policy) {
        if (!uses.contains(use)) {
            return problem(
                    Reason.WRONG_USAGE,
                    links.get(0),
                    "it may not be used for " + use + " (expected: keyUsage digitalSignature; " + use.expected()
                            + "); have it issued for that");
        }
        for (Link link : links) {
            Optional<TrustProblem> problem = weak(link).or(() -> outsideValidity(link, at));
            if (problem.isPresent()) {
                return problem;
            }
        }
        for (Link link : links.subList(0, links.size() - 1)) {
            Optional<TrustProblem> problem = revoked(link, at).or(() -> listUnusable(link, at, policy));
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private static Optional<TrustProblem> weak(Link link) {
        return link.weakness.flatMap(
                text -> problem(Reason.WEAK_KEY, link, text + "; have it issued with a better key"));
    }

    private static Optional<TrustProblem> outsideValidity(Link link, Instant at) {
        if (at.isBefore(link.from)) {
            return problem(
                    Reason.NOT_YET_VALID,
                    link,
                    "it is valid from " + link.from + " on, the clock here says " + at + "; check both clocks");
        }
        if (at.isAfter(link.to)) {
            return problem(
                    Reason.EXPIRED,
                    link,
                    "it was valid until " + link.to + ", the clock here says " + at + "; renew it");
        }
        return Optional.empty();
    }

    /**
     * Whoever stands on the list in force at that moment is revoked, even if the date beside him is still to come: openssl
     * judges so, too. A later list tells by its dates what was revoked by then.
     */
    private static Optional<TrustProblem> revoked(Link link, Instant at) {
        return link.revokedAt
                .filter(since -> !since.isAfter(at)
                        || !link.list.orElseThrow().getThisUpdate().toInstant().isAfter(at))
                .flatMap(since -> problem(
                        Reason.REVOKED,
                        link,
                        "it is revoked as of " + since + ", says the " + RevocationLists.name(link.list.orElseThrow())
                                + "; get a new certificate"));
    }

    private static Optional<TrustProblem> listUnusable(Link link, Instant at, TrustPolicy policy) {
        if (link.list.isEmpty()) {
            return policy.crlRequired()
                    ? problem(
                            Reason.CRL_MISSING,
                            link,
                            "there is no revocation list of its issuer "
                                    + link.certificate.getIssuerX500Principal().getName()
                                    + " (expected: one of every authority); the operator must configure it")
                    : Optional.empty();
        }
        Instant until = link.list.get().getNextUpdate().toInstant().plus(policy.crlGrace());
        return at.isAfter(until)
                ? problem(
                        Reason.CRL_STALE,
                        link,
                        "the " + RevocationLists.name(link.list.get())
                                + " was usable until " + until + ", the clock here says " + at
                                + "; the operator must fetch a fresh one")
                : Optional.empty();
    }

    private static Optional<TrustProblem> problem(Reason reason, Link link, String text) {
        return Optional.of(new TrustProblem(reason, Certificates.name(link.certificate) + ": " + text));
    }
}
