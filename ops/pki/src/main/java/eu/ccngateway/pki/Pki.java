package eu.ccngateway.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A PKI in a directory. Several processes may use it at once: each change is made under a lock, and the register is
 * written before the file it speaks of, so that no certificate exists that the register does not know.
 */
public final class Pki {
    private static final Duration ROOT_VALIDITY = Duration.ofDays(20 * 365 + 5);
    private static final Duration ISSUING_VALIDITY = Duration.ofDays(10 * 365 + 2);
    private static final KeyKind AUTHORITY_KEYS = KeyKind.EC_P384;

    private final PkiStore store;
    private final Clock clock;
    private final SecureRandom random;

    private Pki(Path directory, Clock clock) {
        this.random = new SecureRandom();
        this.store = new PkiStore(new PkiFiles(directory), random);
        this.clock = clock;
    }

    /** Makes root, issuing CA and empty revocation lists in a directory that holds no PKI yet. */
    public static Pki create(Path directory, PkiOptions options) {
        return create(directory, options, Clock.systemUTC());
    }

    public static Pki create(Path directory, PkiOptions options, Clock clock) {
        Pki pki = new Pki(directory, clock);
        try {
            Files.createDirectories(directory);
            try (PkiLock lock = pki.store.lock()) {
                if (pki.store.isComplete()) {
                    throw new PkiException(
                            directory + ": holds a PKI (expected: none); use it, or choose another directory");
                }
                pki.makeAuthorities(options);
            }
        } catch (IOException e) {
            throw pki.store.unusable(e);
        }
        return pki;
    }

    /** Opens what {@link #create} made. */
    public static Pki open(Path directory) {
        return open(directory, Clock.systemUTC());
    }

    public static Pki open(Path directory, Clock clock) {
        Pki pki = new Pki(directory, clock);
        if (!pki.store.isComplete()) {
            throw new PkiException(directory + ": holds no PKI (expected: "
                    + pki.files().register().getFileName() + " and the files beside it); make one with: ccn pki init");
        }
        return pki;
    }

    public PkiFiles files() {
        return store.files();
    }

    /** Every certificate issued, oldest first. */
    public List<RegisterEntry> list() {
        return store.register().entries();
    }

    /** Makes a key and its certificate, and writes both; refused while a valid one for this identity and use exists. */
    public IssuedKey issue(Identity identity, Use use, KeyKind keyKind) {
        return issue(new CertificateOrder(identity, use, keyKind));
    }

    public IssuedKey issue(CertificateOrder order) {
        KeyPair pair = order.keyKind().generate(random);
        return change(register -> {
            List<RegisterEntry> valid = register.valid(order.identity(), order.use(), clock.instant());
            if (!valid.isEmpty()) {
                throw new PkiException(order + ": certificate " + valid.get(0).serialHex() + " is valid until "
                        + valid.get(0).validity().notAfter()
                        + " (expected: no valid one); renew it, or revoke it first");
            }
            return writeKey(register, order, pair);
        });
    }

    /** Certifies the key of somebody's PKCS#10 request; identity and extensions are ours, never the request's. */
    public List<X509Certificate> sign(String requestPem, Identity identity, Use use) {
        return sign(requestPem, identity, use, List.of());
    }

    /** As above for a gateway that is reached under further host names. */
    public List<X509Certificate> sign(String requestPem, Identity identity, Use use, List<String> hostNames) {
        PublicKey key = SigningRequest.verifiedKey(requestPem);
        CertificateOrder order = new CertificateOrder(identity, use, KeyKind.of(key), hostNames);
        return change(register -> writeCertificate(register, order, key));
    }

    /**
     * Replaces the files of an identity and use by a new key and certificate of the same kind; the earlier certificate
     * stays valid until it expires or is revoked. Where the key is not here, the same key gets a new certificate.
     *
     * @return the new chain
     */
    public List<X509Certificate> renew(Identity identity, Use use) {
        // Made before the lock is taken, since an RSA key takes seconds.
        KeyPair pair = renewable(store.register(), identity, use).keyKind().generate(random);
        return change(register -> {
            List<String> hostNames = renewable(register, identity, use).hostNames();
            PublicKey key = store.keyElsewhere(identity, use).orElse(pair.getPublic());
            CertificateOrder order = new CertificateOrder(identity, use, KeyKind.of(key), hostNames);
            return key.equals(pair.getPublic())
                    ? writeKey(register, order, pair).chain()
                    : writeCertificate(register, order, key);
        });
    }

    /** Revokes one certificate from now on and issues the revocation list that says so. */
    public RegisterEntry revoke(BigInteger serial, RevocationReason reason) {
        return change(register -> {
            RegisterEntry entry = register.find(serial)
                    .orElseThrow(() -> new PkiException("Serial " + serial.toString(16)
                            + ": not issued here (expected: one that `ccn pki list` shows, in hex)"));
            entry.revocation().ifPresent(it -> {
                throw new PkiException("Serial " + entry.serialHex() + ": was revoked at " + it.at() + ", "
                        + it.reason() + " (expected: a certificate that is not revoked); nothing is left to do");
            });
            return revoke(register, List.of(entry), reason).get(0);
        });
    }

    /** Revokes every valid certificate of an identity and use, renewed ones included. */
    public List<RegisterEntry> revoke(Identity identity, Use use, RevocationReason reason) {
        return change(register -> {
            List<RegisterEntry> valid = register.valid(identity, use, clock.instant());
            if (valid.isEmpty()) {
                throw new PkiException(identity + " " + use
                        + ": has no valid certificate (expected: at least one); see `ccn pki list`");
            }
            return revoke(register, valid, reason);
        });
    }

    /**
     * Issues both revocation lists anew, as must be done before they run out. Without the root's key (kept elsewhere)
     * only the issuing CA's.
     *
     * @return the files written
     */
    public List<Path> refreshCrls() {
        return change(register -> {
            Register next = register.withNextCrl();
            store.writeRegister(next);
            List<Path> written = new ArrayList<>();
            written.add(store.writeIssuingCrl(next, clock.instant()));
            if (store.hasRootKey()) {
                written.add(store.writeRootCrl(next, clock.instant()));
            }
            return written;
        });
    }

    /** The key and chain in the files of an identity and use. */
    public IssuedKey key(Identity identity, Use use) {
        try {
            return store.key(identity, use);
        } catch (IOException e) {
            throw store.unusable(e);
        }
    }

    /** Writes key and chain of an identity and use as PKCS#12, readable by its owner only. */
    public void toPkcs12(Identity identity, Use use, char[] password, Path file) {
        byte[] store = key(identity, use).toPkcs12(identity.toString(), password);
        try {
            DurableFile.writeSecret(file, store);
        } catch (IOException e) {
            throw new PkiException(file + ": could not be written: " + e, e);
        }
    }

    /** The register comes last: where it is, everything else is. */
    private void makeAuthorities(PkiOptions options) throws IOException {
        Instant now = clock.instant();
        Authority root =
                Authority.root(options.name(), AUTHORITY_KEYS, Validity.startingAt(now, ROOT_VALIDITY), random);
        Authority issuing =
                root.subordinate(options.name(), AUTHORITY_KEYS, Validity.startingAt(now, ISSUING_VALIDITY));
        store.writeAuthorities(root, issuing);
        Register register = new Register(options.leafValidity(), options.crlValidity(), 1, List.of());
        store.writeRootCrl(register, now);
        store.writeIssuingCrl(register, now);
        store.writeRegister(register);
    }

    private interface Change<T> {
        T make(Register register) throws IOException;
    }

    private <T> T change(Change<T> change) {
        try (PkiLock lock = store.lock()) {
            Register register = store.register();
            finishInterruptedRevocation(register);
            return change.make(register);
        } catch (IOException e) {
            throw store.unusable(e);
        }
    }

    /** The register is written first; a crash before the list followed leaves a list with an earlier number. */
    private void finishInterruptedRevocation(Register register) throws IOException {
        if (!store.hasIssuingCrl(register.crlNumber())) {
            store.writeIssuingCrl(register, clock.instant());
        }
    }

    private IssuedKey writeKey(Register register, CertificateOrder order, KeyPair pair) throws IOException {
        List<X509Certificate> chain = certify(register, order, pair.getPublic());
        IssuedKey key = new IssuedKey(pair.getPrivate(), chain);
        store.writeKey(order, key);
        return key;
    }

    private List<X509Certificate> writeCertificate(Register register, CertificateOrder order, PublicKey key)
            throws IOException {
        List<X509Certificate> chain = certify(register, order, key);
        store.writeCertificate(order, chain);
        return chain;
    }

    private List<X509Certificate> certify(Register register, CertificateOrder order, PublicKey key) throws IOException {
        Authority issuing = store.issuing();
        Instant end = issuing.certificate().getNotAfter().toInstant();
        if (clock.instant().isAfter(end)) {
            throw new PkiException(files().issuing() + ": the issuing CA expired at " + end
                    + " (expected: one in its validity); make a new PKI and give its root to all");
        }
        String keyDigest = KeyKind.digest(key);
        refuseSpentKey(register, order, keyDigest);
        Validity validity =
                Validity.startingAt(clock.instant(), register.leafValidity()).endingNoLaterThan(end);
        LeafProfile profile = LeafProfile.of(order.identity(), order.use(), order.hostNames());
        X509Certificate certificate = issuing.certify(key, profile, validity);
        store.writeRegister(register.with(
                new RegisterEntry(certificate.getSerialNumber(), order, keyDigest, validity, Optional.empty())));
        return List.of(certificate, issuing.certificate());
    }

    /** A key that was revoked stays out whatever certificate it asks for, and one key speaks for one identity. */
    private static void refuseSpentKey(Register register, CertificateOrder order, String keyDigest) {
        for (RegisterEntry entry : register.entries()) {
            boolean isOthers = !entry.order().identity().equals(order.identity());
            if (entry.keyDigest().equals(keyDigest)
                    && (isOthers || entry.revocation().isPresent())) {
                throw new PkiException(order + ": its key is that of " + entry.order() + ", serial " + entry.serialHex()
                        + (isOthers ? "" : ", which is revoked")
                        + " (expected: a key of its own that never was revoked); make a new key");
            }
        }
    }

    private List<RegisterEntry> revoke(Register register, List<RegisterEntry> entries, RevocationReason reason)
            throws IOException {
        Revocation revocation = new Revocation(clock.instant(), reason);
        Register next = register.revoking(entries, revocation);
        store.writeRegister(next);
        store.writeIssuingCrl(next, clock.instant());
        return entries.stream().map(entry -> entry.revoked(revocation)).toList();
    }

    /** What the last certificate was ordered for; a revoked one is not renewed but issued anew, on purpose. */
    private static CertificateOrder renewable(Register register, Identity identity, Use use) {
        RegisterEntry last = register.last(identity, use)
                .orElseThrow(() -> new PkiException(
                        identity + " " + use + ": has no certificate (expected: one to renew); issue one"));
        last.revocation().ifPresent(it -> {
            throw new PkiException(last.order() + ": its last certificate was revoked at " + it.at() + ", "
                    + it.reason() + " (expected: one that is not revoked); issue a new one if it may come back");
        });
        return last.order();
    }
}
