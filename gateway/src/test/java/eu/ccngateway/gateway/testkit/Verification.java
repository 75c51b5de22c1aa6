package eu.ccngateway.gateway.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.pki.TestPki;
import eu.ccngateway.protocol.message.HeaderRules;
import eu.ccngateway.protocol.seal.MerkleTree;
import eu.ccngateway.protocol.seal.SealVerifier;
import eu.ccngateway.protocol.seal.Statement;
import eu.ccngateway.protocol.tls.CertificateIdentity;
import eu.ccngateway.protocol.tls.CertificateUse;
import eu.ccngateway.protocol.tls.TrustAnchors;
import eu.ccngateway.protocol.tls.TrustPolicy;
import eu.ccngateway.protocol.wire.Header;
import eu.ccngateway.protocol.wire.ReportType;
import eu.ccngateway.protocol.wire.Seal;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a careful receiver checks of what it gets. */
public final class Verification {

    private final TrustAnchors anchors;
    private final Statement statement;
    private final Clock clock;
    private final SealVerifier verifier = new SealVerifier();
    private final Map<Seal, SealVerifier.Signer> signers = new HashMap<>();

    public Verification(TestPki pki, Statement statement, Clock clock) {
        this.anchors = TrustAnchors.of(
                List.of(pki.root(), pki.issuing()), pki.revocationLists(), new TrustPolicy(true, Duration.ofHours(1)));
        this.statement = statement;
        this.clock = clock;
    }

    /** Seal, signer and proof of a message hold. */
    public void message(Taken taken) {
        HeaderRules.checkMessage(taken.header());
        proven(taken, taken.header().getSender());
    }

    /** Seal, signer and proof of a report hold, and it speaks of the original. */
    public void report(Taken taken, String gateway, ReportType type, RawMessage original) {
        HeaderRules.checkReport(taken.header());
        proven(taken, gateway);
        Header header = taken.header();
        assertThat(header.getReport().getType()).isEqualTo(type);
        assertThat(header.getType()).isEqualTo(type.name());
        assertThat(header.getReport().getOriginalLeaf().toByteArray()).isEqualTo(original.leaf(statement));
        assertThat(header.getReport().getOriginalId()).isEqualTo(original.id());
        assertThat(header.getReport().getOriginalTo())
                .isEqualTo(original.parsed().getTo());
        assertThat(header.getReport().getOriginalSender())
                .isEqualTo(original.parsed().getSender());
        assertThat(header.getReport().getOriginalType())
                .isEqualTo(original.parsed().getType());
        assertThat(header.getCorrelationId()).isEqualTo(original.id());
        assertThat(header.getTo()).isEqualTo(original.parsed().getReplyTo());
        assertThat(taken.payload()).isEmpty();
    }

    private void proven(Taken taken, String signer) {
        SealVerifier.Signer made = signers.computeIfAbsent(taken.seal(), verifier::verify);
        assertThat(anchors.check(made.chain(), CertificateUse.SEALING, clock.instant()))
                .isEmpty();
        CertificateIdentity identity = CertificateIdentity.of(made.certificate());
        String name = identity instanceof CertificateIdentity.Node node
                ? node.id().toString()
                : ((CertificateIdentity.Gateway) identity).id().toString();
        assertThat(name).isEqualTo(signer);
        assertThat(taken.header().getSender()).isEqualTo(signer);
        byte[] root = MerkleTree.rootOf(
                taken.sealed().leaf(statement),
                taken.delivery().getProof().getIndex(),
                taken.seal().getSize(),
                taken.delivery().getProof().getPath().toByteArray());
        assertThat(root).isEqualTo(taken.seal().getRoot().toByteArray());
    }
}
