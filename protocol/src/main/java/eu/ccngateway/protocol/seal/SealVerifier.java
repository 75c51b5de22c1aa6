package eu.ccngateway.protocol.seal;

import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import eu.ccngateway.protocol.wire.Seal;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.operator.OperatorCreationException;

/**
 * Checks that a seal's CMS signs its size and root, and tells who signed. Whether that certificate is to be trusted is
 * the caller's question. Usable by several threads.
 */
public final class SealVerifier {

    private static final int CMS_MAX = 32 * 1024;
    private static final int CERTIFICATES_MAX = 5;

    private final KnownCertificates certificates;

    public SealVerifier() {
        this(SignatureEngine.BEST);
    }

    SealVerifier(SignatureEngine engine) {
        certificates = new KnownCertificates(engine);
    }

    /**
     * Who made a seal.
     *
     * @param chain the signer's certificate first, then the issuers that came with it
     * @param sealedAt when, says the signer himself
     */
    public record Signer(List<X509Certificate> chain, Optional<Instant> sealedAt) {
        public X509Certificate certificate() {
            return chain.get(0);
        }
    }

    /** The signer; {@code SEAL_INVALID} with the reason otherwise. */
    public Signer verify(Seal seal) {
        byte[] cms = bounded(seal);
        try {
            CMSSignedData signed = new CMSSignedData(
                    new CMSProcessableByteArray(
                            SealText.of(seal.getSize(), seal.getRoot().toByteArray())),
                    cms);
            SignerInformation signer = onlySigner(signed);
            List<KnownCertificates.Known> chain = chain(signed, signer);
            if (!signer.verify(chain.get(0).verifier())) {
                throw invalid("signature: does not match size and root");
            }
            return new Signer(
                    chain.stream().map(KnownCertificates.Known::certificate).toList(), sealedAt(signer));
        } catch (CMSException | GeneralSecurityException | OperatorCreationException | IOException e) {
            throw invalid("cms: " + e.getMessage());
        } catch (RefusedException e) {
            throw e;
        } catch (RuntimeException e) {
            // The ASN.1 parser meets bytes of a stranger: whatever it stumbles over, they are no seal.
            throw invalid("cms: " + e.getClass().getSimpleName());
        }
    }

    private static Optional<Instant> sealedAt(SignerInformation signer) {
        return Optional.ofNullable(signer.getSignedAttributes())
                .map(attributes -> attributes.get(CMSAttributes.signingTime))
                .map(time -> Time.getInstance(time.getAttrValues().getObjectAt(0))
                        .getDate()
                        .toInstant());
    }

    private static byte[] bounded(Seal seal) {
        if (seal.getCms().isEmpty() || seal.getCms().size() > CMS_MAX) {
            throw invalid("cms: " + seal.getCms().size() + " bytes (expected: 1-" + CMS_MAX + ")");
        }
        if (seal.getRoot().size() != Sha256.LENGTH || seal.getSize() <= 0) {
            throw invalid("root: " + seal.getRoot().size() + " bytes, size " + seal.getSize()
                    + " (expected: 32 bytes, size at least 1)");
        }
        byte[] cms = seal.getCms().toByteArray();
        if (!seal.getId().equals(com.google.protobuf.ByteString.copyFrom(Sha256.of(cms)))) {
            throw invalid("id: is not the SHA-256 of cms");
        }
        return cms;
    }

    private static SignerInformation onlySigner(CMSSignedData signed) {
        Collection<SignerInformation> signers = signed.getSignerInfos().getSigners();
        if (signers.size() != 1) {
            throw invalid("signers: " + signers.size() + " (expected: 1)");
        }
        SignerInformation signer = signers.iterator().next();
        if (!signer.getDigestAlgorithmID().getAlgorithm().equals(NISTObjectIdentifiers.id_sha256)) {
            throw invalid("digest: " + signer.getDigestAlgOID() + " (expected: SHA-256)");
        }
        return signer;
    }

    private List<KnownCertificates.Known> chain(CMSSignedData signed, SignerInformation signer)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        Collection<X509CertificateHolder> all = signed.getCertificates().getMatches(null);
        if (all.size() > CERTIFICATES_MAX) {
            throw invalid("certificates: " + all.size() + " (expected: at most " + CERTIFICATES_MAX + ")");
        }
        List<KnownCertificates.Known> chain = new ArrayList<>();
        boolean hasSigner = false;
        for (X509CertificateHolder certificate : all) {
            boolean isSigner = signer.getSID().match(certificate);
            hasSigner |= isSigner;
            chain.add(isSigner ? 0 : chain.size(), certificates.of(certificate));
        }
        if (!hasSigner) {
            throw invalid(
                    "certificates: the signer's is not there (expected: the signer's certificate and its issuers)");
        }
        return chain;
    }

    private static RefusedException invalid(String reason) {
        return new RefusedException(RefusalCode.SEAL_INVALID, reason);
    }
}
