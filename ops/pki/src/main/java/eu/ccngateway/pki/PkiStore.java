package eu.ccngateway.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files of a PKI: reads and writes them, decides nothing. Changes are made by whoever holds the lock. */
final class PkiStore {
    private final PkiFiles files;
    private final SecureRandom random;

    PkiStore(PkiFiles files, SecureRandom random) {
        this.files = files;
        this.random = random;
    }

    PkiFiles files() {
        return files;
    }

    PkiLock lock() throws IOException {
        return PkiLock.acquire(files.lock(), PkiLock.WAIT_MAX);
    }

    boolean isComplete() {
        return Files.exists(files.register());
    }

    PkiException unusable(IOException cause) {
        return new PkiException(
                files.directory() + ": could not be read or written: " + cause
                        + " (expected: a directory this user may change, with room left)",
                cause);
    }

    Register register() {
        try {
            return RegisterText.read(
                    Files.readString(files.register()), files.register().toString());
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    void writeRegister(Register register) throws IOException {
        DurableFile.write(files.register(), RegisterText.write(register).getBytes(StandardCharsets.UTF_8));
    }

    void writeAuthorities(Authority root, Authority issuing) throws IOException {
        DurableFile.createSecretDirectory(files.secrets());
        DurableFile.writePair(files.rootKey(), pem(root.key()), files.root(), pem(List.of(root.certificate())));
        DurableFile.writePair(
                files.issuingKey(), pem(issuing.key()), files.issuing(), pem(List.of(issuing.certificate())));
        writeChain(root.certificate(), issuing.certificate());
    }

    /** What relying parties need of the authorities, without their keys. */
    void writePublicParts(X509Certificate root, X509Certificate issuing) throws IOException {
        DurableFile.write(files.root(), pem(List.of(root)));
        DurableFile.write(files.issuing(), pem(List.of(issuing)));
        writeChain(root, issuing);
    }

    private void writeChain(X509Certificate root, X509Certificate issuing) throws IOException {
        DurableFile.write(files.authorities(), pem(List.of(issuing, root)));
    }

    Authority issuing() throws IOException {
        return authority(files.issuing(), files.issuingKey());
    }

    boolean hasRootKey() {
        return Files.exists(files.rootKey());
    }

    Path writeRootCrl(Register register, Instant now) throws IOException {
        Authority root = authority(files.root(), files.rootKey());
        return writeCrl(files.rootCrl(), list(root, register, now, Map.of()));
    }

    Path writeIssuingCrl(Register register, Instant now) throws IOException {
        return writeCrl(files.issuingCrl(), list(issuing(), register, now, register.revocations()));
    }

    Path writeCrl(Path file, X509CRL list) throws IOException {
        Files.createDirectories(file.getParent());
        DurableFile.write(file, Pem.write(list).getBytes(StandardCharsets.US_ASCII));
        return file;
    }

    boolean hasIssuingCrl(long number) throws IOException {
        if (!Files.exists(files.issuingCrl())) {
            return false;
        }
        try {
            return Authority.number(Pem.crl(Files.readAllBytes(files.issuingCrl())))
                    .equals(BigInteger.valueOf(number));
        } catch (PkiException unreadable) {
            return false; // whatever stands there is replaced, as a missing one is
        }
    }

    void writeKey(CertificateOrder order, IssuedKey key) {
        key.write(files.key(order.identity(), order.use()), files.certificate(order.identity(), order.use()));
    }

    /** A certificate whose key is elsewhere; a key of ours that stood beside the last one does not belong to it. */
    void writeCertificate(CertificateOrder order, List<X509Certificate> chain) throws IOException {
        Path file = files.certificate(order.identity(), order.use());
        Files.createDirectories(file.getParent());
        DurableFile.delete(files.key(order.identity(), order.use()));
        DurableFile.write(file, pem(chain));
    }

    IssuedKey key(Identity identity, Use use) throws IOException {
        Path keyFile = files.key(identity, use);
        if (!Files.exists(keyFile)) {
            throw new PkiException(keyFile + ": not there (expected: a key made here); issue one, or ask who holds it");
        }
        X509Certificate own = certificate(files.certificate(identity, use));
        PrivateKey key = privateKey(keyFile, own.getPublicKey());
        return new IssuedKey(key, List.of(own, certificate(files.issuing())));
    }

    /** The certified key of an identity and use whose private half is not here. */
    Optional<PublicKey> keyElsewhere(Identity identity, Use use) throws IOException {
        Path file = files.certificate(identity, use);
        return Files.exists(file) && !Files.exists(files.key(identity, use))
                ? Optional.of(certificate(file).getPublicKey())
                : Optional.empty();
    }

    private Authority authority(Path certificateFile, Path keyFile) throws IOException {
        X509Certificate certificate = certificate(certificateFile);
        return new Authority(privateKey(keyFile, certificate.getPublicKey()), certificate, random);
    }

    private X509Certificate certificate(Path file) throws IOException {
        return Pem.certificate(Files.readAllBytes(file));
    }

    private PrivateKey privateKey(Path file, PublicKey certified) throws IOException {
        byte[] encoded = Pem.read(Files.readString(file), "PRIVATE KEY")
                .orElseThrow(() -> new PkiException(
                        file + ": no key found (expected: PEM, PRIVATE KEY); restore it from a copy, or renew"));
        PrivateKey key = Pem.privateKey(encoded, certified.getAlgorithm());
        if (!KeyKind.isPair(key, certified)) {
            throw new PkiException(file + ": is not the key of the certificate beside it (expected: a pair;"
                    + " an interrupted renewal can leave this); renew it");
        }
        return key;
    }

    private static X509CRL list(Authority by, Register register, Instant now, Map<BigInteger, Revocation> revoked) {
        Validity validity = new Validity(now, now.plus(register.crlValidity()));
        return by.crl(BigInteger.valueOf(register.crlNumber()), validity, revoked);
    }

    private static byte[] pem(List<X509Certificate> certificates) {
        return Pem.write(certificates).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] pem(PrivateKey key) {
        return Pem.write(key).getBytes(StandardCharsets.US_ASCII);
    }
}
