package eu.ccngateway.protocol.seal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.SignerInformationVerifier;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;

/**
 * Certificates met in seals, read once, with what it takes to verify by them: reading a certificate and translating its
 * key costs as much as checking a signature. Knowing a certificate says nothing about trusting it. Thread-safe.
 */
final class KnownCertificates {

    private static final int KNOWN_MAX = 1024;

    private final Provider bouncyCastle = new BouncyCastleProvider();
    private final JcaX509CertificateConverter converter = new JcaX509CertificateConverter();

    private final Map<ByteBuffer, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Known> eldest) {
            return size() > KNOWN_MAX;
        }
    };

    /**
     * A certificate.
     *
     * @param verifier checks signatures of its key; usable by several threads
     */
    record Known(X509Certificate certificate, SignerInformationVerifier verifier) {}

    Known of(X509CertificateHolder holder)
            throws CertificateException, OperatorCreationException, GeneralSecurityException, IOException {
        ByteBuffer encoded = ByteBuffer.wrap(holder.getEncoded());
        synchronized (known) {
            Known before = known.get(encoded);
            if (before != null) {
                return before;
            }
        }
        X509Certificate certificate = converter.getCertificate(holder);
        Known fresh = new Known(certificate, verifier(certificate.getPublicKey()));
        synchronized (known) {
            known.put(encoded, fresh);
        }
        return fresh;
    }

    /** EC keys are checked by BouncyCastle, ten times as fast as the JDK's provider on JDK 17; RSA keys by the JDK. */
    private SignerInformationVerifier verifier(PublicKey key)
            throws OperatorCreationException, GeneralSecurityException {
        JcaSimpleSignerInfoVerifierBuilder builder = new JcaSimpleSignerInfoVerifierBuilder();
        if (!key.getAlgorithm().startsWith("EC")) {
            return builder.build(key);
        }
        KeyFactory factory = KeyFactory.getInstance("EC", bouncyCastle);
        PublicKey translated = factory.generatePublic(new X509EncodedKeySpec(key.getEncoded()));
        return builder.setProvider(bouncyCastle).build(translated);
    }
}
