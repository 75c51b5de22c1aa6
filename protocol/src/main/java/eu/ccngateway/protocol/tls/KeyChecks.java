package eu.ccngateway.protocol.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What must hold of a key and its chain before anything uses them. */
final class KeyChecks {

    private static final byte[] PROBE =
            "does this key belong to this certificate?".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private KeyChecks() {}

    /** The first certificate, then its issuers as far as they are there, without a root: the peer has that. */
    static List<X509Certificate> ordered(String source, List<X509Certificate> certificates) {
        List<X509Certificate> left = new ArrayList<>(certificates);
        List<X509Certificate> chain = new ArrayList<>();
        X509Certificate last = left.remove(0);
        chain.add(last);
        while (!left.isEmpty() && !Certificates.isSelfIssued(last)) {
            Optional<X509Certificate> issuer = issuer(last, left);
            if (issuer.isEmpty()) {
                throw new CredentialException(source + ": none of the further certificates issued "
                        + Certificates.name(last) + " (expected: the key's own certificate first, then its issuers)");
            }
            last = issuer.get();
            left.remove(last);
            if (!Certificates.isSelfIssued(last)) {
                chain.add(last);
            }
        }
        return chain;
    }

    private static Optional<X509Certificate> issuer(X509Certificate of, List<X509Certificate> candidates) {
        return candidates.stream()
                .filter(c -> c.getSubjectX500Principal().equals(of.getIssuerX500Principal())
                        && Certificates.isSignedBy(of, c.getPublicKey()))
                .findFirst();
    }

    static void strong(String source, KeyMaterial material) {
        Certificates.weakness(material.certificate().getPublicKey()).ifPresent(weakness -> {
            throw new CredentialException(source + ": " + weakness + "; make a new key and have it certified");
        });
    }

    /** By signing and verifying, as a key in a token does not show itself. */
    static void belongsTogether(String source, KeyMaterial material) {
        String algorithm = "RSA".equals(material.certificate().getPublicKey().getAlgorithm())
                ? "SHA256withRSA"
                : "SHA256withECDSA";
        boolean matches;
        try {
            Signature signing = signature(algorithm, material.provider());
            PrivateKey key = material.key();
            signing.initSign(key);
            signing.update(PROBE);
            byte[] signed = signing.sign();
            Signature verifying = Signature.getInstance(algorithm);
            verifying.initVerify(material.certificate().getPublicKey());
            verifying.update(PROBE);
            matches = verifying.verify(signed);
        } catch (GeneralSecurityException e) {
            matches = false;
        }
        if (!matches) {
            throw new CredentialException(source + ": the key does not belong to "
                    + Certificates.name(material.certificate())
                    + " (expected: the certificate of this key first in its file); pair the right files");
        }
    }

    private static Signature signature(String algorithm, Optional<Provider> provider) throws GeneralSecurityException {
        return provider.isPresent()
                ? Signature.getInstance(algorithm, provider.get())
                : Signature.getInstance(algorithm);
    }

    static void validAt(String source, KeyMaterial material, Instant now) {
        X509Certificate certificate = material.certificate();
        Instant from = certificate.getNotBefore().toInstant();
        Instant to = certificate.getNotAfter().toInstant();
        if (now.isBefore(from) || now.isAfter(to)) {
            throw new CredentialException(source + ": " + Certificates.name(certificate) + " is valid " + from + " to "
                    + to + ", this machine's clock says " + now
                    + (now.isAfter(to) ? "; renew the certificate" : "; check the clock"));
        }
    }
}
