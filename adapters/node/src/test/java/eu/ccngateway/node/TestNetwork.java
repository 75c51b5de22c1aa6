package eu.ccngateway.node;

import eu.ccngateway.pki.IssuedKey;
import eu.ccngateway.pki.TestPki;
import eu.ccngateway.pki.Use;
import eu.ccngateway.protocol.seal.SealingKey;
import eu.ccngateway.protocol.seal.Statement;
import eu.ccngateway.protocol.tls.KeyMaterial;
import eu.ccngateway.protocol.tls.TrustAnchors;
import eu.ccngateway.protocol.tls.TrustPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Keys and trust of a small network: gateway GW1@demo, nodes NTA.FR and NTA.IE. */
final class TestNetwork {

    static final String FR = "NTA.FR@CUSTTAX.FR";
    static final String IE = "NTA.IE@CUSTTAX.IE";
    static final String GATEWAY = "GW1@demo";
    static final String TO_IE = "CORE-RCT-QUE.NCTS@CUSTTAX.IE";
    static final String TO_PL = "CORE-RCT-QUE.NCTS@CUSTTAX.PL";
    static final String CORE_FR = "CORE-RCT-QUE.NCTS@CUSTTAX.FR";
    static final String REPORT_FR = "REPORT-RCT-QUE.NCTS@CUSTTAX.FR";
    static final String TYPE = "CD001C-MSG.NCTS";
    static final Statement STATEMENT = new Statement("demo", "RCT");

    final TestPki pki = TestPki.create();
    final KeyMaterial gatewayTls = material(pki.gateway(GATEWAY, Use.TLS));
    final KeyMaterial gatewaySeal = material(pki.gateway(GATEWAY, Use.SEAL));
    final KeyMaterial fr = material(pki.node(FR, Use.COMBINED));
    final KeyMaterial ie = material(pki.node(IE, Use.COMBINED));

    static KeyMaterial material(IssuedKey key) {
        return new KeyMaterial(key.privateKey(), key.chain());
    }

    static SealingKey sealing(KeyMaterial key) {
        return new SealingKey(key.key(), key.chain(), Optional.empty());
    }

    TrustAnchors anchors() {
        return TrustAnchors.of(List.of(pki.root(), pki.issuing()), pki.revocationLists(), TrustPolicy.strict());
    }

    /** A configuration of NTA.FR with short pauses. */
    NodeConfig.Builder config(ScriptedGateway... gateways) {
        NodeConfig.Builder builder =
                NodeConfig.builder().tlsKey(fr).options(options().build());
        for (ScriptedGateway gateway : gateways) {
            builder.gateway("127.0.0.1:" + gateway.port());
        }
        TrustAnchors anchors = anchors();
        return builder.trust(() -> anchors);
    }

    static NodeOptions.Builder options() {
        return NodeOptions.builder()
                .reconnect(Duration.ofMillis(5), Duration.ofMillis(50))
                .closeTimeout(Duration.ofSeconds(5));
    }

    static Message message(String to, byte[] payload) {
        return Message.to(to).type(TYPE).payload(payload).build();
    }
}
