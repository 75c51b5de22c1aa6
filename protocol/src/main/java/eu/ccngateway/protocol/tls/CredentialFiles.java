package eu.ccngateway.protocol.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMParser;

/** Reads certificates and revocation lists, PEM or DER, out of files; every error names the file. */
final class CredentialFiles {

    /** Far above any real bundle; a larger file is somebody else's. */
    private static final long SIZE_MAX = 64L << 20;

    private CredentialFiles() {}

    static byte[] read(Path file, String what) {
        try {
            if (Files.size(file) > SIZE_MAX) {
                throw new CredentialException(file + ": " + Files.size(file) + " bytes (expected: " + what
                        + ", at most " + SIZE_MAX + " bytes)");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new CredentialException(
                    file + ": no such file (expected: " + what + "); check the path and the working directory", e);
        } catch (IOException e) {
            throw new CredentialException(
                    file + ": cannot be read (expected: " + what + "): " + e + "; check its owner and permissions", e);
        }
    }

    static List<X509Certificate> certificates(Path file) {
        String what = "one or more certificates, PEM or DER";
        byte[] bytes = read(file, what);
        List<X509Certificate> found = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            if (!isPem(bytes)) {
                found.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(bytes)));
            } else {
                for (Object object : pemObjects(file, bytes)) {
                    if (object instanceof X509CertificateHolder holder) {
                        found.add((X509Certificate)
                                factory.generateCertificate(new ByteArrayInputStream(holder.getEncoded())));
                    }
                }
            }
        } catch (CertificateException | IOException e) {
            throw new CredentialException(file + ": not readable as " + what + ": " + e.getMessage(), e);
        }
        if (found.isEmpty()) {
            throw new CredentialException(file + ": no certificate in it (expected: " + what + ")");
        }
        return found;
    }

    static List<X509CRL> crls(Path file) {
        String what = "one or more certificate revocation lists, PEM or DER";
        byte[] bytes = read(file, what);
        List<X509CRL> found = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            if (!isPem(bytes)) {
                found.add((X509CRL) factory.generateCRL(new ByteArrayInputStream(bytes)));
            } else {
                for (Object object : pemObjects(file, bytes)) {
                    if (object instanceof X509CRLHolder holder) {
                        found.add((X509CRL) factory.generateCRL(new ByteArrayInputStream(holder.getEncoded())));
                    }
                }
            }
        } catch (GeneralSecurityException | IOException e) {
            throw new CredentialException(file + ": not readable as " + what + ": " + e.getMessage(), e);
        }
        if (found.isEmpty()) {
            throw new CredentialException(file + ": no revocation list in it (expected: " + what + ")");
        }
        return found;
    }

    static List<Object> pemObjects(Path file, byte[] bytes) {
        List<Object> objects = new ArrayList<>();
        try (PEMParser parser = new PEMParser(new StringReader(new String(bytes, StandardCharsets.ISO_8859_1)))) {
            for (Object object = parser.readObject(); object != null; object = parser.readObject()) {
                objects.add(object);
            }
            return objects;
        } catch (IOException | RuntimeException e) {
            // The parser's own text may quote the file's content, which may be a key: only its kind is told.
            throw new CredentialException(
                    file + ": damaged PEM (" + e.getClass().getSimpleName()
                            + "; expected: blocks from -----BEGIN to -----END); copy the file again");
        }
    }

    static boolean isPem(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains("-----BEGIN ");
    }
}
