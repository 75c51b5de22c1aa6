package eu.ccngateway.gateway.evidence;

import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationStore;
import org.bouncycastle.util.CollectionStore;

/**
 * A CMS with nothing in it but what is signed, the signature, and the certificates it leads to. What else a sender put
 * there is not under his signature, so anything may stand in it: also something that one verifier takes and another does
 * not. Evidence must not depend on it.
 */
final class PlainCms {

    private PlainCms() {}

    /** @param certificates the signer's first, then its issuers, without the root */
    static byte[] of(byte[] cms, List<X509Certificate> certificates) throws IOException {
        try {
            CMSSignedData signed = new CMSSignedData(cms);
            List<SignerInformation> plain = signed.getSignerInfos().getSigners().stream()
                    .map(signer -> SignerInformation.replaceUnsignedAttributes(signer, null))
                    .toList();
            CMSSignedData sole = CMSSignedData.replaceSigners(signed, new SignerInformationStore(plain));
            return CMSSignedData.replaceCertificatesAndCRLs(
                            sole, new JcaCertStore(certificates), null, new CollectionStore<>(List.of()))
                    .toASN1Structure()
                    .getEncoded(ASN1Encoding.DER);
        } catch (CMSException | CertificateEncodingException e) {
            throw new IOException("the seal's CMS cannot be written: " + e.getMessage(), e);
        }
    }
}
