package eu.ccngateway.protocol.seal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.SignerInformationVerifier;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;

/**
 * Certificates met in seals, read once, with what it takes to verify by them: reading a certificate and translating its
 * key costs as much as checking a signature. Knowing a certificate says nothing about trusting it. Thread-safe.
 */
final class KnownCertificates {

    private static final int KNOWN_MAX = 1024;

    private final SignatureEngine engine;
    private final JcaX509CertificateConverter converter = new JcaX509CertificateConverter();

    private final Map<ByteBuffer, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Known> eldest) {
            return size() > KNOWN_MAX;
        }
    };

    KnownCertificates(SignatureEngine engine) {
        this.engine = engine;
    }

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

    private SignerInformationVerifier verifier(PublicKey key)
            throws OperatorCreationException, GeneralSecurityException {
        JcaSimpleSignerInfoVerifierBuilder builder = new JcaSimpleSignerInfoVerifierBuilder();
        engine.provider(key.getAlgorithm()).ifPresent(builder::setProvider);
        return builder.build(engine.own(key));
    }
}
