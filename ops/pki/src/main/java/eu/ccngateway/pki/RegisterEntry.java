package eu.ccngateway.pki;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;

/**
 * One certificate this PKI issued.
 *
 * @param keyDigest SHA-256 of the certified public key (its SubjectPublicKeyInfo), in hex
 * @param revocation present once it is revoked
 */
public record RegisterEntry(
        BigInteger serial,
        CertificateOrder order,
        String keyDigest,
        Validity validity,
        Optional<Revocation> revocation) {

    /** Whether a certificate can still be used. */
    public enum Status {
        VALID,
        EXPIRED,
        REVOKED;

        @Override
        public String toString() {
            return Words.of(this);
        }
    }

    public Status status(Instant now) {
        if (revocation.isPresent()) {
            return Status.REVOKED;
        }
        return now.isAfter(validity.notAfter()) ? Status.EXPIRED : Status.VALID;
    }

    /** As {@code openssl x509 -serial} prints it, but in lower case. */
    public String serialHex() {
        return serial.toString(16);
    }

    RegisterEntry revoked(Revocation revocation) {
        return new RegisterEntry(serial, order, keyDigest, validity, Optional.of(revocation));
    }
}
