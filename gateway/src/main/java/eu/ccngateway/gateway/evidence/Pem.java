package eu.ccngateway.gateway.evidence;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CRL;
import java.security.cert.CRLException;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/** Certificates and revocation lists as text. */
final class Pem {

    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    private Pem() {}

    static String certificates(Collection<X509Certificate> certificates) {
        StringBuilder text = new StringBuilder();
        try {
            for (X509Certificate certificate : certificates) {
                text.append(block("CERTIFICATE", certificate.getEncoded()));
            }
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("a certificate cannot be encoded: " + e.getMessage(), e);
        }
        return text.toString();
    }

    static String crls(Collection<X509CRL> crls) {
        StringBuilder text = new StringBuilder();
        try {
            for (X509CRL crl : crls) {
                text.append(block("X509 CRL", crl.getEncoded()));
            }
        } catch (CRLException e) {
            throw new IllegalArgumentException("a revocation list cannot be encoded: " + e.getMessage(), e);
        }
        return text.toString();
    }

    private static String block(String what, byte[] der) {
        return "-----BEGIN " + what + "-----\n" + LINES.encodeToString(der) + "\n-----END " + what + "-----\n";
    }

    static List<X509Certificate> readCertificates(byte[] pem) throws CertificateException {
        Collection<? extends Certificate> read =
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem));
        return read.stream().map(X509Certificate.class::cast).toList();
    }

    /** PEM or DER, one or several. */
    static List<X509CRL> readCrls(byte[] bytes) throws GeneralSecurityException {
        Collection<? extends CRL> read =
                CertificateFactory.getInstance("X.509").generateCRLs(new ByteArrayInputStream(bytes));
        return read.stream().map(X509CRL.class::cast).toList();
    }

    /** SHA-256 of a certificate, as {@code openssl x509 -fingerprint} prints it. */
    static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.ofDelimiter(":")
                    .withUpperCase()
                    .formatHex(eu.ccngateway.protocol.seal.Sha256.of(certificate.getEncoded()));
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("a certificate cannot be encoded: " + e.getMessage(), e);
        }
    }
}
