package eu.ccngateway.protocol.tls;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.pki.Flaw;
import eu.ccngateway.pki.Identity;
import eu.ccngateway.pki.IssuedKey;
import eu.ccngateway.pki.KeyKind;
import eu.ccngateway.pki.TestPki;
import eu.ccngateway.pki.Use;
import eu.ccngateway.protocol.tls.Handshake.Seen;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the gateway's end admits and what it refuses, on both engines, over real connections. */
class MutualTlsTest {

    private final TlsCases tls = new TlsCases();

    @ParameterizedTest
    @EnumSource
    void connectsWithBothCertificatesOverTls13(TlsEngine engine) throws Exception {
        KeyMaterial node = TlsCases.material(tls.pki.node(TlsCases.NODE, Use.TLS));
        try (Handshake gateway = tls.gateway(engine)) {
            Seen client = gateway.connect(tls.node(node, engine)).get();

            assertThat(client.protocol()).isEqualTo("TLSv1.3");
            assertThat(CertificateIdentity.of(client.peer().get(0))).hasToString("ccn:gateway:" + TlsCases.GATEWAY);
            Seen server = gateway.server().get();
            assertThat(server.peer().get(0)).isEqualTo(node.certificate());
            assertThat(CertificateIdentity.of(server.peer().get(0))).hasToString("ccn:node:" + TlsCases.NODE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void connectsEveryKindOfKeyWithEveryOther(TlsEngine engine) throws Exception {
        for (KeyKind gatewayKind : List.of(KeyKind.EC_P256, KeyKind.EC_P384, KeyKind.RSA_2048)) {
            KeyMaterial key =
                    TlsCases.material(tls.pki.issue(Identity.gateway(TlsCases.GATEWAY), Use.COMBINED, gatewayKind));
            try (Handshake gateway = tls.gateway(key, engine)) {
                for (KeyKind nodeKind : List.of(KeyKind.EC_P256, KeyKind.EC_P384, KeyKind.RSA_2048)) {
                    KeyMaterial node =
                            TlsCases.material(tls.pki.issue(Identity.node(TlsCases.NODE), Use.TLS, nodeKind));
                    assertThat(gateway.connect(tls.node(node, engine))
                                    .get()
                                    .peer()
                                    .get(0))
                            .isEqualTo(key.certificate());
                    assertThat(gateway.server().get().peer().get(0)).isEqualTo(node.certificate());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesNodeWithoutCertificate(TlsEngine engine) throws Exception {
        SslContext nobody = SslContextBuilder.forClient()
                .sslProvider(TlsCases.on(engine).engine().provider())
                .trustManager(new TrustInGateway(tls.anchors, Optional.empty(), Clock.systemUTC()))
                .endpointIdentificationAlgorithm(null)
                .build();
        try (Handshake gateway = tls.gateway(engine)) {
            TlsCases.assertFails(gateway.connect(nobody));
            TlsCases.assertFails(gateway.server());
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesNodeOfForeignAuthority(TlsEngine engine) throws Exception {
        assertNodeRefused(Flaw.FOREIGN_CA, engine);
    }

    @ParameterizedTest
    @EnumSource
    void refusesSelfSignedNode(TlsEngine engine) throws Exception {
        assertNodeRefused(Flaw.SELF_SIGNED, engine);
    }

    @ParameterizedTest
    @EnumSource
    void refusesNodeCertifiedByAnotherNode(TlsEngine engine) throws Exception {
        assertNodeRefused(Flaw.ISSUED_BY_NODE, engine);
    }

    private void assertNodeRefused(Flaw flaw, TlsEngine engine) throws InterruptedException {
        try (Handshake gateway = tls.gateway(engine)) {
            TlsCases.assertFails(gateway.connect(tls.node(tls.flawedNode(flaw), engine)));
            TlsCases.assertFails(gateway.server());
        }
    }

    @ParameterizedTest
    @EnumSource
    void admitsExpiredNodeToItsHello(TlsEngine engine) throws Exception {
        assertNodeAdmitted(Flaw.EXPIRED, TrustProblem.Reason.EXPIRED, engine);
    }

    @ParameterizedTest
    @EnumSource
    void admitsNodeOfTomorrowToItsHello(TlsEngine engine) throws Exception {
        assertNodeAdmitted(Flaw.NOT_YET_VALID, TrustProblem.Reason.NOT_YET_VALID, engine);
    }

    @ParameterizedTest
    @EnumSource
    void admitsRevokedNodeToItsHello(TlsEngine engine) throws Exception {
        assertNodeAdmitted(Flaw.REVOKED, TrustProblem.Reason.REVOKED, engine);
    }

    @ParameterizedTest
    @EnumSource
    void admitsNodeWithWrongPurposeToItsHello(TlsEngine engine) throws Exception {
        assertNodeAdmitted(Flaw.WRONG_PURPOSE, TrustProblem.Reason.WRONG_USAGE, engine);
    }

    private void assertNodeAdmitted(Flaw flaw, TrustProblem.Reason reason, TlsEngine engine) throws Exception {
        KeyMaterial node = tls.flawedNode(flaw);
        TrustAnchors now = TlsCases.anchors(tls.pki);
        try (Handshake gateway = tls.gateway(engine)) {
            gateway.connect(tls.node(node, engine)).get();

            List<java.security.cert.X509Certificate> peer =
                    gateway.server().get().peer();
            assertThat(peer.get(0)).isEqualTo(node.certificate());
            assertThat(now.check(
                            peer, CertificateUse.TLS_CLIENT, Clock.systemUTC().instant()))
                    .hasValueSatisfying(problem -> assertThat(problem.reason()).isEqualTo(reason));
        }
    }

    @ParameterizedTest
    @EnumSource
    void admitsNodeThatSendsNoIssuerAsTheIssuerIsKnown(TlsEngine engine) throws Exception {
        IssuedKey issued = tls.pki.node(TlsCases.NODE, Use.TLS);
        KeyMaterial leafOnly = new KeyMaterial(issued.privateKey(), List.of(issued.certificate()));
        try (Handshake gateway = tls.gateway(engine)) {
            gateway.connect(tls.node(leafOnly, engine)).get();

            assertThat(gateway.server().get().peer()).containsExactly(issued.certificate());
        }
    }

    @ParameterizedTest
    @EnumSource
    void admitsNodeThatSendsItsIssuerWhereOnlyTheRootIsKnown(TlsEngine engine) throws Exception {
        TrustAnchors rootOnly =
                TrustAnchors.of(List.of(tls.pki.root()), tls.pki.revocationLists(), TrustPolicy.strict());
        SslContext context = MutualTls.server(
                        TlsCases.material(tls.pki.gateway(TlsCases.GATEWAY, Use.TLS)), rootOnly, TlsCases.on(engine))
                .context();
        KeyMaterial node = TlsCases.material(tls.pki.node(TlsCases.NODE, Use.TLS));
        try (Handshake gateway = new Handshake(context)) {
            gateway.connect(tls.node(node, rootOnly, Optional.empty(), engine)).get();

            assertThat(gateway.server().get().peer()).containsExactly(node.certificate(), tls.pki.issuing());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNewContextKnowsNewAnchorsAndKeys(TlsEngine engine) throws Exception {
        TestPki next = TestPki.create();
        KeyMaterial newNode = TlsCases.material(next.node(TlsCases.NODE, Use.TLS));
        KeyMaterial newKey = TlsCases.material(next.gateway(TlsCases.GATEWAY, Use.TLS));
        try (Handshake before = tls.gateway(engine)) {
            TlsCases.assertFails(before.connect(tls.node(newNode, TlsCases.anchors(next), Optional.empty(), engine)));
        }
        try (Handshake after = new Handshake(MutualTls.server(newKey, TlsCases.anchors(next), TlsCases.on(engine))
                .context())) {
            after.connect(tls.node(newNode, TlsCases.anchors(next), Optional.empty(), engine))
                    .get();

            assertThat(after.server().get().peer().get(0)).isEqualTo(newNode.certificate());
        }
    }
}
