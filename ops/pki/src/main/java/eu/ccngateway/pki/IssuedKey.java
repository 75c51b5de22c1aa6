package eu.ccngateway.pki;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A private key with the certificates that go with it.
 *
 * @param chain the key's own certificate, then the issuing CA's; never the root's
 */
public record IssuedKey(PrivateKey privateKey, List<X509Certificate> chain) {
    public IssuedKey {
        chain = List.copyOf(chain);
    }

    public X509Certificate certificate() {
        return chain.get(0);
    }

    /** The chain as PEM, own certificate first. */
    public String chainPem() {
        return Pem.write(chain);
    }

    /** The key as PEM, unencrypted PKCS#8. */
    public String privateKeyPem() {
        return Pem.write(privateKey);
    }

    /** Writes {@code NAME.crt} (the chain) and {@code NAME.key} (readable by its owner only) into a directory. */
    public void write(Path directory, String name) {
        write(directory.resolve(name + ".key"), directory.resolve(name + ".crt"));
    }

    void write(Path key, Path certificate) {
        try {
            Files.createDirectories(certificate.toAbsolutePath().getParent());
            byte[] secret = privateKeyPem().getBytes(StandardCharsets.US_ASCII);
            DurableFile.writePair(key, secret, certificate, chainPem().getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new PkiException("Files " + key + " and " + certificate + " could not be written: " + e, e);
        }
    }

    /** Key and chain as a PKCS#12 store with one entry; the password protects the key and the store. */
    public byte[] toPkcs12(String alias, char[] password) {
        if (password.length == 0) {
            throw new PkiException("PKCS#12 password: empty (expected: at least one character); give one");
        }
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(alias, privateKey, password, chain.toArray(X509Certificate[]::new));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            store.store(bytes, password);
            return bytes.toByteArray();
        } catch (GeneralSecurityException | IOException e) {
            throw new PkiException("The PKCS#12 store could not be made", e);
        }
    }

    /** Names the certificate only; the key never reaches a log. */
    @Override
    public String toString() {
        return "key of " + certificate().getSubjectX500Principal() + ", serial "
                + certificate().getSerialNumber().toString(16);
    }
}
