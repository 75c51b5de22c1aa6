package eu.ccngateway.protocol.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;

/** Reads the one private key of a PEM file: PKCS#8, with a password or without, SEC1 or PKCS#1. */
final class PemKey {

    private static final String WHAT = "one private key, PEM: PKCS#8, SEC1 (EC) or PKCS#1 (RSA)";

    private PemKey() {}

    static PrivateKey read(Path file, char[] password) {
        byte[] bytes = CredentialFiles.read(file, WHAT);
        List<PrivateKeyInfo> keys = new ArrayList<>();
        for (Object object : CredentialFiles.pemObjects(file, bytes)) {
            if (object instanceof PrivateKeyInfo info) {
                keys.add(info);
            } else if (object instanceof PEMKeyPair pair) {
                keys.add(pair.getPrivateKeyInfo());
            } else if (object instanceof PKCS8EncryptedPrivateKeyInfo encrypted) {
                keys.add(decrypted(file, encrypted, password));
            } else if (object instanceof PEMEncryptedKeyPair) {
                throw new CredentialException(file + ": key under the old, weak PEM encryption (expected: " + WHAT
                        + "); convert it with: openssl pkcs8 -topk8 -in OLD -out NEW");
            }
        }
        if (keys.size() != 1) {
            throw new CredentialException(file + ": " + keys.size() + " private keys (expected: " + WHAT + ")");
        }
        return key(file, keys.get(0));
    }

    private static PrivateKeyInfo decrypted(Path file, PKCS8EncryptedPrivateKeyInfo encrypted, char[] password) {
        if (password.length == 0) {
            throw new CredentialException(file + ": the key is encrypted; configure its password");
        }
        try {
            return encrypted.decryptPrivateKeyInfo(new JceOpenSSLPKCS8DecryptorProviderBuilder()
                    .setProvider(new BouncyCastleProvider())
                    .build(password));
        } catch (PKCSException | OperatorCreationException e) {
            throw new CredentialException(
                    file + ": the password does not open the key; check the configured password", e);
        }
    }

    private static PrivateKey key(Path file, PrivateKeyInfo info) {
        var algorithm = info.getPrivateKeyAlgorithm().getAlgorithm();
        try {
            if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
                return KeyFactory.getInstance("EC")
                        .generatePrivate(new PKCS8EncodedKeySpec(bare(info).getEncoded()));
            }
            if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
                return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
            }
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            // No cause and no text of it: it could describe the key.
            throw new CredentialException(file + ": the key is damaged ("
                    + e.getClass().getSimpleName() + "; expected: " + WHAT + "); copy the file again");
        }
        throw new CredentialException(file + ": key algorithm " + algorithm.getId()
                + " (expected: EC on P-256 or P-384, or RSA of at least " + Certificates.RSA_BITS_MIN + " bits)");
    }

    /** An EC key without the optional parameters and public key that tools add: not every JDK reads them. */
    private static PrivateKeyInfo bare(PrivateKeyInfo info) throws IOException {
        ASN1Sequence parts = ASN1Sequence.getInstance(info.parsePrivateKey());
        ASN1Encodable[] versionAndKey = {parts.getObjectAt(0), parts.getObjectAt(1)};
        return new PrivateKeyInfo(info.getPrivateKeyAlgorithm(), new DERSequence(versionAndKey));
    }
}
