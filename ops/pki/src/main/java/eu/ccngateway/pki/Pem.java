package eu.ccngateway.pki;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CRLException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text form of certificates, revocation lists and private keys (RFC 7468). */
final class Pem {
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

    private Pem() {}

    static String write(List<X509Certificate> certificates) {
        StringBuilder text = new StringBuilder();
        try {
            for (X509Certificate certificate : certificates) {
                text.append(block("CERTIFICATE", certificate.getEncoded()));
            }
        } catch (CertificateEncodingException e) {
            throw new PkiException("A certificate could not be encoded", e);
        }
        return text.toString();
    }

    static String write(X509CRL list) {
        try {
            return block("X509 CRL", list.getEncoded());
        } catch (CRLException e) {
            throw new PkiException("A revocation list could not be encoded", e);
        }
    }

    /** Unencrypted PKCS#8. */
    static String write(PrivateKey key) {
        return block("PRIVATE KEY", key.getEncoded());
    }

    /** The bytes of the first block with one of these labels. */
    static Optional<byte[]> read(String text, String... labels) {
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            if (List.of(labels).contains(matcher.group(1))) {
                return Optional.of(Base64.getMimeDecoder().decode(matcher.group(2)));
            }
        }
        return Optional.empty();
    }

    static X509Certificate certificate(byte[] encoded) {
        try {
            return (X509Certificate) x509().generateCertificate(new ByteArrayInputStream(encoded));
        } catch (CertificateException e) {
            throw new PkiException("A certificate could not be read", e);
        }
    }

    static X509CRL crl(byte[] encoded) {
        try {
            return (X509CRL) x509().generateCRL(new ByteArrayInputStream(encoded));
        } catch (CertificateException | CRLException e) {
            throw new PkiException("A revocation list could not be read", e);
        }
    }

    static PrivateKey privateKey(byte[] pkcs8, String algorithm) {
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException e) {
            throw new PkiException("A private key could not be read (expected: PKCS#8, " + algorithm + ")", e);
        }
    }

    private static CertificateFactory x509() throws CertificateException {
        return CertificateFactory.getInstance("X.509");
    }

    private static String block(String label, byte[] content) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
    }
}
