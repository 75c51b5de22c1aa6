package eu.ccngateway.protocol.tls;

import java.io.ByteArrayInputStream;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What several classes here need to know of a certificate. */
final class Certificates {

    static final int RSA_BITS_MIN = 2048;
    private static final int DIGITAL_SIGNATURE = 0;
    private static final int SHOWN_MAX = 200;

    private Certificates() {}

    /** How error texts call a certificate: identity where it has one, subject otherwise, and the serial number. */
    static String name(X509Certificate certificate) {
        try {
            List<String> uris = IdentityUris.of(certificate);
            return uris.size() == 1 ? name(certificate, uris.get(0)) : nameBySubject(certificate);
        } catch (CredentialException e) {
            return nameBySubject(certificate);
        }
    }

    static String nameBySubject(X509Certificate certificate) {
        return name(certificate, certificate.getSubjectX500Principal().getName());
    }

    private static String name(X509Certificate certificate, String who) {
        return "certificate " + serial(certificate) + " of " + shown(who);
    }

    /** What a stranger wrote, fit for a log line: short and printable. */
    static String shown(String text) {
        String head = text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "...";
        return head.replaceAll("[^\\x20-\\x7e]", "?");
    }

    /** The serial number in hex, as {@code openssl x509 -serial} prints it. */
    static String serial(X509Certificate certificate) {
        String hex = certificate.getSerialNumber().toString(16).toUpperCase(Locale.ROOT);
        return hex.length() % 2 == 0 ? hex : "0" + hex;
    }

    static boolean isSelfIssued(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    static boolean isCa(X509Certificate certificate) {
        return certificate.getBasicConstraints() >= 0;
    }

    static boolean isSignedBy(X509Certificate certificate, PublicKey issuer) {
        try {
            certificate.verify(issuer);
            return true;
        } catch (java.security.GeneralSecurityException | RuntimeException e) {
            // A key of another algorithm, an unreadable signature or simply the wrong one: all mean no.
            return false;
        }
    }

    static boolean signsData(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        return usage != null && usage[DIGITAL_SIGNATURE];
    }

    /** Why key or signature algorithm of a certificate are too weak, if they are. */
    static Optional<String> weakness(X509Certificate certificate) {
        String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT).replace("-", "");
        if (algorithm.contains("SHA1") || algorithm.contains("MD5") || algorithm.contains("MD2")) {
            return Optional.of("signed with " + certificate.getSigAlgName() + " (expected: SHA-256 or better)");
        }
        return weakness(certificate.getPublicKey());
    }

    static Optional<String> weakness(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            int bits = rsa.getModulus().bitLength();
            return bits >= RSA_BITS_MIN ? Optional.empty() : tooWeak("RSA key of " + bits + " bits");
        }
        if (key instanceof ECPublicKey ec) {
            return Curves.isAllowed(ec.getParams()) ? Optional.empty() : tooWeak("EC key on another curve");
        }
        return tooWeak(key.getAlgorithm() + " key");
    }

    private static Optional<String> tooWeak(String what) {
        return Optional.of(what + " (expected: EC on P-256 or P-384, or RSA of at least " + RSA_BITS_MIN + " bits)");
    }

    /** The same certificates as the JDK's own objects: TLS engines hand out wrappers that parse lazily, again and again. */
    static List<X509Certificate> plain(Certificate[] certificates) {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            List<X509Certificate> plain = new ArrayList<>(certificates.length);
            for (Certificate certificate : certificates) {
                plain.add((X509Certificate)
                        factory.generateCertificate(new ByteArrayInputStream(certificate.getEncoded())));
            }
            return List.copyOf(plain);
        } catch (CertificateException e) {
            throw new CredentialException("a certificate of the peer cannot be read: " + e.getMessage(), e);
        }
    }
}
