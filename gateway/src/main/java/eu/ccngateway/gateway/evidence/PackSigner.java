package eu.ccngateway.gateway.evidence;

import com.google.protobuf.ByteString;
import eu.ccngateway.protocol.refusal.RefusedException;
import eu.ccngateway.protocol.seal.SealVerifier;
import eu.ccngateway.protocol.seal.Sha256;
import eu.ccngateway.protocol.tls.CertificateIdentity;
import eu.ccngateway.protocol.tls.CertificateUse;
import eu.ccngateway.protocol.tls.CredentialException;
import eu.ccngateway.protocol.tls.TrustAnchors;
import eu.ccngateway.protocol.tls.TrustPolicy;
import eu.ccngateway.protocol.tls.TrustProblem;
import eu.ccngateway.protocol.wire.Seal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Who made a seal of a pack: first whether the certificate fits, then, once the moment to judge by is known, whether it
 * held.
 *
 * @param name of what is sealed
 * @param chain the signer's certificate, then those the pack has for it
 * @param sealedAt when, says the signer
 */
record PackSigner(String name, List<X509Certificate> chain, Optional<Instant> sealedAt) {

    /** A revocation list is taken so long after it ran out, as the gateway does. */
    static final Duration GRACE = TrustPolicy.strict().crlGrace();

    private static final SealVerifier SEALS = new SealVerifier();
    private static final String ANY_PURPOSE = "2.5.29.37.0";

    /**
     * The signer of size and root.
     *
     * @param identity whom the certificate must name
     * @param certificates the pack's file of certificates
     */
    static PackSigner of(String name, Sealed sealed, String identity, byte[] certificates) {
        String file = PackLayout.folder(name) + PackLayout.SEAL;
        SealVerifier.Signer signer = verify(file, sealed);
        String is = identity(signer.certificate());
        require(is.equals(identity), file, "was signed by " + is + ", not by " + identity);
        byte[] own = Pem.certificates(List.of(signer.certificate())).getBytes(StandardCharsets.US_ASCII);
        require(
                Arrays.equals(own, Arrays.copyOf(certificates, own.length)),
                PackLayout.certificates(name),
                "does not begin with the signer's certificate");
        List<X509Certificate> chain = chain(name, certificates);
        checkUse(name, chain.get(0));
        return new PackSigner(name, chain, signer.sealedAt());
    }

    /** Size and root, and the signature of them. */
    record Sealed(int size, byte[] root, byte[] cms) {}

    private static SealVerifier.Signer verify(String file, Sealed sealed) {
        try {
            return SEALS.verify(Seal.newBuilder()
                    .setId(ByteString.copyFrom(Sha256.of(sealed.cms())))
                    .setSize(sealed.size())
                    .setRoot(ByteString.copyFrom(sealed.root()))
                    .setCms(ByteString.copyFrom(sealed.cms()))
                    .build());
        } catch (RefusedException e) {
            throw new PackFault(file, "is no signature of size and root: " + e.getMessage());
        }
    }

    private static String identity(X509Certificate certificate) {
        try {
            return CertificateIdentity.of(certificate).toString();
        } catch (CredentialException e) {
            return "nobody";
        }
    }

    private static List<X509Certificate> chain(String name, byte[] pem) {
        try {
            return Pem.readCertificates(pem);
        } catch (CertificateException e) {
            throw new PackFault(PackLayout.certificates(name), "cannot be read: " + e.getMessage());
        }
    }

    private static void checkUse(String name, X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        require(usage != null && usage[0], PackLayout.certificates(name), "the signer's certificate may not sign");
        try {
            List<String> purposes = certificate.getExtendedKeyUsage();
            require(
                    purposes == null || purposes.contains(ANY_PURPOSE),
                    PackLayout.certificates(name),
                    "the signer's certificate is not for sealing");
        } catch (CertificateParsingException e) {
            throw new PackFault(PackLayout.certificates(name), "cannot be read: " + e.getMessage());
        }
    }

    /** Everything about the certificate as of a moment. */
    void checkHeldAt(Instant at, List<X509Certificate> roots, byte[] crlPem) {
        problem(roots, List.of(), at, new TrustPolicy(false, GRACE)).ifPresent(problem -> {
            throw new PackFault(
                    PackLayout.certificates(name),
                    "the signer's certificate did not hold on " + PackText.when(at) + ": " + problem);
        });
        String file = PackLayout.crls(name);
        List<X509CRL> lists = lists(file, crlPem);
        for (X509CRL list : lists) {
            require(isInForce(list, at), file, "holds a revocation list that was not in force on " + PackText.when(at));
        }
        require(
                !isRevoked(roots, lists),
                PackLayout.folder(name) + PackLayout.SEAL,
                "was made with a certificate that was revoked on " + PackText.when(at));
        problem(roots, lists, at, TrustPolicy.strict()).ifPresent(problem -> {
            throw new PackFault(file, "does not tell whether the certificates were revoked: " + problem);
        });
    }

    private Optional<String> problem(List<X509Certificate> roots, List<X509CRL> lists, Instant at, TrustPolicy policy) {
        try {
            return TrustAnchors.of(roots, lists, policy)
                    .check(chain, CertificateUse.SEALING, at)
                    .map(TrustProblem::text);
        } catch (CredentialException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static List<X509CRL> lists(String file, byte[] pem) {
        try {
            return pem.length == 0 ? List.of() : Pem.readCrls(pem);
        } catch (GeneralSecurityException e) {
            throw new PackFault(file, "cannot be read: " + e.getMessage());
        }
    }

    private static boolean isInForce(X509CRL list, Instant at) {
        return list.getNextUpdate() != null
                && !list.getThisUpdate().toInstant().isAfter(at)
                && !at.isAfter(list.getNextUpdate().toInstant().plus(GRACE));
    }

    /** Whoever stands on a list in force is revoked, whatever date stands beside him: so openssl judges, too. */
    private boolean isRevoked(List<X509Certificate> roots, List<X509CRL> lists) {
        List<X509Certificate> path = TrustAnchors.of(roots, List.of(), new TrustPolicy(false, GRACE))
                .path(chain)
                .orElseThrow()
                .certificates();
        for (int i = 0; i + 1 < path.size(); i++) {
            X509Certificate issuer = path.get(i + 1);
            X509Certificate certificate = path.get(i);
            boolean isListed = lists.stream()
                    .filter(list -> isBy(issuer, list))
                    .anyMatch(list -> list.getRevokedCertificate(certificate.getSerialNumber()) != null);
            if (isListed) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBy(X509Certificate issuer, X509CRL list) {
        try {
            list.verify(issuer.getPublicKey());
            return list.getIssuerX500Principal().equals(issuer.getSubjectX500Principal());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static void require(boolean holds, String file, String reason) {
        if (!holds) {
            throw new PackFault(file, reason);
        }
    }
}
