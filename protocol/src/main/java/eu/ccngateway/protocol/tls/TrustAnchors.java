package eu.ccngateway.protocol.tls;

import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whom the network trusts, as of one moment of loading: root certificates, known issuing authorities and revocation
 * lists. Immutable; a reload makes a new one.
 *
 * <p>Building and verifying a path costs several signature checks, and is asked for with every seal, so a path once
 * found for a certificate is remembered; what depends on the moment (validity, revocation, age of the lists) is compared
 * each time. Only found paths are remembered: no stranger can fill the memory.
 */
public final class TrustAnchors {

    private static final int REMEMBERED_MAX = 10_000;

    private final TrustPolicy policy;
    private final PathFinder finder;
    private final Map<X509Certificate, TrustedPath> remembered = new ConcurrentHashMap<>();

    private TrustAnchors(TrustPolicy policy, PathFinder finder) {
        this.policy = policy;
        this.finder = finder;
    }

    /**
     * Reads PEM or DER files.
     *
     * @param anchors self-signed roots, and issuing authorities below them
     * @param crls revocation lists of these authorities
     * @throws CredentialException naming the file that cannot be used
     */
    public static TrustAnchors load(List<Path> anchors, List<Path> crls, TrustPolicy policy) {
        List<Named<X509Certificate>> certificates = new ArrayList<>();
        for (Path file : anchors) {
            CredentialFiles.certificates(file).forEach(c -> certificates.add(new Named<>(file.toString(), c)));
        }
        List<Named<X509CRL>> lists = new ArrayList<>();
        for (Path file : crls) {
            CredentialFiles.crls(file).forEach(c -> lists.add(new Named<>(file.toString(), c)));
        }
        return build(certificates, lists, policy);
    }

    /** As {@link #load}, of what is in memory already. */
    public static TrustAnchors of(List<X509Certificate> anchors, List<X509CRL> crls, TrustPolicy policy) {
        return build(
                anchors.stream().map(c -> new Named<>("trust anchors", c)).toList(),
                crls.stream().map(c -> new Named<>("revocation lists", c)).toList(),
                policy);
    }

    private static TrustAnchors build(
            List<Named<X509Certificate>> certificates, List<Named<X509CRL>> lists, TrustPolicy policy) {
        Authorities authorities = Authorities.of(certificates);
        return new TrustAnchors(policy, new PathFinder(authorities, RevocationLists.of(lists, authorities)));
    }

    /**
     * Checks a certificate with the further certificates its owner sent, the owner's first.
     *
     * @param at the moment to judge by, normally now
     * @return why it is not trusted for this use at this moment; empty if it is
     */
    public Optional<TrustProblem> check(List<X509Certificate> chain, CertificateUse use, Instant at) {
        Optional<TrustedPath> path = path(chain);
        return path.isPresent() ? path.get().problem(use, at, policy) : Optional.of(whyNoPath(chain));
    }

    /**
     * The path of a certificate to its root, by signatures and authority alone: it may be expired or revoked.
     *
     * @param chain the certificate, then those its owner sent with it
     */
    public Optional<TrustedPath> path(List<X509Certificate> chain) {
        if (chain.isEmpty()) {
            return Optional.empty();
        }
        X509Certificate leaf = chain.get(0);
        TrustedPath known = remembered.get(leaf);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<TrustedPath> found = finder.find(chain);
        found.ifPresent(path -> remember(leaf, path));
        return found;
    }

    TrustProblem whyNoPath(List<X509Certificate> chain) {
        return chain.isEmpty()
                ? new TrustProblem(
                        TrustProblem.Reason.UNTRUSTED,
                        "no certificate (expected: one issued by an authority of the network)")
                : finder.whyNone(chain);
    }

    private void remember(X509Certificate leaf, TrustedPath path) {
        if (remembered.size() >= REMEMBERED_MAX) {
            remembered.clear();
        }
        remembered.put(leaf, path);
    }

    /** The root certificates. */
    public List<X509Certificate> roots() {
        return finder.authorities().roots();
    }

    /** The root certificates, and the issuing authorities that were configured with them. */
    public List<X509Certificate> authorities() {
        return finder.authorities().all();
    }

    /** Every revocation list that is in use: the newest of each issuer. */
    public List<X509CRL> crls() {
        return finder.lists().newest();
    }

    @Override
    public String toString() {
        return "trust in " + roots().stream().map(Certificates::name).toList() + ", " + crls().size()
                + " revocation lists";
    }

    /** Something out of a file, with the file's name for error texts. */
    record Named<T>(String source, T value) {}
}
