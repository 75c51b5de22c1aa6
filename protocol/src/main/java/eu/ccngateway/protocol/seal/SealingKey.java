package eu.ccngateway.protocol.seal;

import com.google.protobuf.ByteString;
import eu.ccngateway.protocol.wire.Seal;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.SignerInfoGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * Makes seals with one key: CMS SignedData, detached, SHA-256, with content type, signing time and message digest as
 * signed attributes, and the signer's certificate chain inside. Keys in a token sign in the token, others in the
 * {@link SignatureEngine}.
 */
public final class SealingKey {

    private final List<X509Certificate> chain;
    private final CMSSignedDataGenerator generator;

    /**
     * @param chain the signer's certificate first, without the root
     * @param token the provider that holds the key, if it is in a token
     */
    public SealingKey(PrivateKey key, List<X509Certificate> chain, Optional<Provider> token) {
        this(key, chain, token, SignatureEngine.BEST);
    }

    SealingKey(PrivateKey key, List<X509Certificate> chain, Optional<Provider> token, SignatureEngine engine) {
        this.chain = List.copyOf(chain);
        String algorithm = chain.get(0).getPublicKey().getAlgorithm();
        JcaContentSignerBuilder signer =
                new JcaContentSignerBuilder(SignatureEngine.isEc(algorithm) ? "SHA256withECDSA" : "SHA256withRSA");
        token.or(() -> engine.provider(algorithm)).ifPresent(signer::setProvider);
        try {
            ContentSigner content = signer.build(token.isPresent() ? key : engine.own(key));
            SignerInfoGenerator info = new JcaSignerInfoGeneratorBuilder(
                            new JcaDigestCalculatorProviderBuilder().build())
                    .build(content, chain.get(0));
            generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(info);
            generator.addCertificates(new JcaCertStore(this.chain));
        } catch (OperatorCreationException | GeneralSecurityException | CMSException e) {
            throw new IllegalArgumentException(
                    "sealing key of " + chain.get(0).getSubjectX500Principal()
                            + " cannot sign (expected: EC P-256/P-384 or RSA of 2048 bits or more): " + e.getMessage(),
                    e);
        }
    }

    public X509Certificate certificate() {
        return chain.get(0);
    }

    /** Seals a tree. Seals are made one at a time. */
    public synchronized Seal seal(MerkleTree tree) {
        byte[] root = tree.root();
        try {
            byte[] cms = generator
                    .generate(new CMSProcessableByteArray(SealText.of(tree.size(), root)), false)
                    .getEncoded("DER");
            return Seal.newBuilder()
                    .setId(ByteString.copyFrom(Sha256.of(cms)))
                    .setSize(tree.size())
                    .setRoot(ByteString.copyFrom(root))
                    .setCms(ByteString.copyFrom(cms))
                    .build();
        } catch (CMSException | IOException e) {
            throw new IllegalStateException(
                    "the sealing key of " + certificate().getSubjectX500Principal() + " failed to sign: "
                            + e.getMessage(),
                    e);
        }
    }
}
