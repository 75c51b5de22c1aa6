package eu.ccngateway.gateway.exchange;

import eu.ccngateway.protocol.message.NodeId;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import eu.ccngateway.protocol.seal.SealVerifier;
import eu.ccngateway.protocol.tls.CertificateIdentity;
import eu.ccngateway.protocol.tls.CertificateUse;
import eu.ccngateway.protocol.tls.CredentialException;
import eu.ccngateway.protocol.tls.TrustAnchors;
import eu.ccngateway.protocol.wire.Seal;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Whether a seal holds: its CMS is sound, its signer is trusted now, and the signer is the node it should be. The
 * signature of a seal is checked once and remembered for a while, since a batch may come in pieces; trust is asked anew
 * each time, since a certificate may be revoked meanwhile.
 */
public final class SealCheck {

    private static final int REMEMBERED_MAX = 4096;

    private final SealVerifier verifier = new SealVerifier();
    private final Supplier<TrustAnchors> trust;
    private final Clock clock;

    private final Map<Seal, SealVerifier.Signer> sound = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Seal, SealVerifier.Signer> eldest) {
            return size() > REMEMBERED_MAX;
        }
    };

    public SealCheck(Supplier<TrustAnchors> trust, Clock clock) {
        this.trust = trust;
        this.clock = clock;
    }

    /** Throws the refusal when the seal is not {@code expected}'s good one. */
    public void check(Seal seal, NodeId expected) {
        SealVerifier.Signer signer = signer(seal);
        trust.get()
                .check(signer.chain(), CertificateUse.SEALING, clock.instant())
                .ifPresent(problem -> {
                    throw new RefusedException(problem.reason().sealRefusal(), problem.text());
                });
        String identity = identity(signer.certificate());
        if (!identity.equals(expected.toString())) {
            throw new RefusedException(
                    RefusalCode.SEAL_SIGNER_MISMATCH,
                    "seal: made by " + identity + " (expected: " + expected + ", the connected node)");
        }
    }

    private SealVerifier.Signer signer(Seal seal) {
        synchronized (sound) {
            SealVerifier.Signer known = sound.get(seal);
            if (known != null) {
                return known;
            }
        }
        SealVerifier.Signer signer = verifier.verify(seal);
        synchronized (sound) {
            sound.put(seal, signer);
        }
        return signer;
    }

    private static String identity(X509Certificate certificate) {
        try {
            return CertificateIdentity.of(certificate) instanceof CertificateIdentity.Node node
                    ? node.id().toString()
                    : "a gateway";
        } catch (CredentialException e) {
            throw new RefusedException(RefusalCode.SEAL_SIGNER_UNTRUSTED, String.valueOf(e.getMessage()));
        }
    }
}
