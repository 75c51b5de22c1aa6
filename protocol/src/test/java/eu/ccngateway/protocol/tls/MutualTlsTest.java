package eu.ccngateway.protocol.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import eu.ccngateway.pki.Flaw;
import eu.ccngateway.pki.Identity;
import eu.ccngateway.pki.IssuedKey;
import eu.ccngateway.pki.KeyKind;
import eu.ccngateway.pki.TestPki;
import eu.ccngateway.pki.Use;
import eu.ccngateway.protocol.message.GatewayId;
import eu.ccngateway.protocol.tls.Handshake.Seen;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same cases on both engines, over real connections. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MutualTlsTest {

    private static final String NODE = "NTA.FR@CUSTTAX.FR";
    private static final String GATEWAY = "GW1@demo";

    private final TestPki pki = TestPki.create();
    private TrustAnchors anchors;

    @BeforeAll
    void loadAnchors() {
        anchors = anchors(pki);
    }

    private static TrustAnchors anchors(TestPki pki) {
        return TrustAnchors.of(List.of(pki.root(), pki.issuing()), pki.revocationLists(), TrustPolicy.strict());
    }

    private static KeyMaterial material(IssuedKey key) {
        return new KeyMaterial(key.privateKey(), key.chain());
    }

    private static TlsEngine.Choice on(TlsEngine engine) {
        assumeTrue(engine == TlsEngine.JDK || OpenSsl.isAvailable(), "the native TLS engine is not there");
        return new TlsEngine.Choice(engine, "chosen by the test");
    }

    private Handshake gateway(TlsEngine engine) throws InterruptedException {
        return gateway(material(pki.gateway(GATEWAY, Use.TLS)), engine);
    }

    private Handshake gateway(KeyMaterial key, TlsEngine engine) throws InterruptedException {
        return new Handshake(MutualTls.server(key, anchors, on(engine)).context());
    }

    private SslContext node(KeyMaterial key, TlsEngine engine) {
        return node(key, anchors, Optional.of(GatewayId.parse(GATEWAY)), engine);
    }

    private SslContext node(KeyMaterial key, TrustAnchors trust, Optional<GatewayId> expected, TlsEngine engine) {
        return MutualTls.client(key, new GatewayTrustManager(trust, expected, Clock.systemUTC()), on(engine))
                .context();
    }

    private KeyMaterial flawedNode(Flaw flaw) {
        return material(pki.flawed(Identity.node(NODE), Use.TLS, flaw));
    }

    @ParameterizedTest
    @EnumSource
    void connectsWithBothCertificatesOverTls13(TlsEngine engine) throws Exception {
        KeyMaterial node = material(pki.node(NODE, Use.TLS));
        try (Handshake gateway = gateway(engine)) {
            Seen client = gateway.connect(node(node, engine)).get();

            assertThat(client.protocol()).isEqualTo("TLSv1.3");
            assertThat(CertificateIdentity.of(client.peer().get(0))).hasToString("ccn:gateway:" + GATEWAY);
            Seen server = gateway.server().get();
            assertThat(server.peer().get(0)).isEqualTo(node.certificate());
            assertThat(CertificateIdentity.of(server.peer().get(0))).hasToString("ccn:node:" + NODE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void connectsEveryKindOfKeyWithEveryOther(TlsEngine engine) throws Exception {
        for (KeyKind gatewayKind : List.of(KeyKind.EC_P256, KeyKind.EC_P384, KeyKind.RSA_2048)) {
            KeyMaterial key = material(pki.issue(Identity.gateway(GATEWAY), Use.COMBINED, gatewayKind));
            try (Handshake gateway = gateway(key, engine)) {
                for (KeyKind nodeKind : List.of(KeyKind.EC_P256, KeyKind.EC_P384, KeyKind.RSA_2048)) {
                    KeyMaterial node = material(pki.issue(Identity.node(NODE), Use.TLS, nodeKind));
                    assertThat(gateway.connect(node(node, engine)).get().peer().get(0))
                            .isEqualTo(key.certificate());
                    assertThat(gateway.server().get().peer().get(0)).isEqualTo(node.certificate());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void speaksTls12WithForwardSecrecyToWhoeverHasNo13(TlsEngine engine) throws Exception {
        for (KeyKind kind : List.of(KeyKind.EC_P256, KeyKind.RSA_2048)) {
            KeyMaterial key = material(pki.issue(Identity.gateway(GATEWAY), Use.TLS, kind));
            KeyMaterial node = material(pki.issue(Identity.node(NODE), Use.TLS, kind));
            SslContext old = SslContextBuilder.forClient()
                    .sslProvider(SslProvider.JDK)
                    .keyManager(new OneKeyManager(node))
                    .trustManager(new GatewayTrustManager(anchors, Optional.empty(), Clock.systemUTC()))
                    .protocols("TLSv1.2")
                    .endpointIdentificationAlgorithm(null)
                    .build();
            try (Handshake gateway = gateway(key, engine)) {
                Seen client = gateway.connect(old).get();

                assertThat(client.protocol()).isEqualTo("TLSv1.2");
                assertThat(client.suite()).startsWith("TLS_ECDHE_").containsAnyOf("GCM", "CHACHA20");
                assertThat(gateway.server().get().peer().get(0)).isEqualTo(node.certificate());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesTls11(TlsEngine engine) throws Exception {
        try (Handshake gateway = gateway(engine);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(ClientHellos.tls11());
            InputStream in = socket.getInputStream();

            byte[] record = in.readNBytes(7);

            assertThat(record[0]).as("alert").isEqualTo((byte) 21);
            assertThat(record[5]).as("fatal").isEqualTo((byte) 2);
            assertThat(record[6]).as("protocol_version").isEqualTo((byte) 70);
            assertThatThrownBy(() -> gateway.server().get()).isNotNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesOldSuites(TlsEngine engine) throws Exception {
        KeyMaterial node = material(pki.node(NODE, Use.TLS));
        SslContext weak = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .keyManager(new OneKeyManager(node))
                .trustManager(new GatewayTrustManager(anchors, Optional.empty(), Clock.systemUTC()))
                .protocols("TLSv1.2")
                .ciphers(List.of("TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA"))
                .endpointIdentificationAlgorithm(null)
                .build();
        try (Handshake gateway = gateway(engine)) {
            assertFails(gateway.connect(weak));
            assertFails(gateway.server());
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesNodeWithoutCertificate(TlsEngine engine) throws Exception {
        SslContext nobody = SslContextBuilder.forClient()
                .sslProvider(on(engine).engine().provider())
                .trustManager(new GatewayTrustManager(anchors, Optional.empty(), Clock.systemUTC()))
                .endpointIdentificationAlgorithm(null)
                .build();
        try (Handshake gateway = gateway(engine)) {
            assertFails(gateway.connect(nobody));
            assertFails(gateway.server());
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
        try (Handshake gateway = gateway(engine)) {
            assertFails(gateway.connect(node(flawedNode(flaw), engine)));
            assertFails(gateway.server());
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
        KeyMaterial node = flawedNode(flaw);
        TrustAnchors now = anchors(pki);
        try (Handshake gateway = gateway(engine)) {
            gateway.connect(node(node, engine)).get();

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
        IssuedKey issued = pki.node(NODE, Use.TLS);
        KeyMaterial leafOnly = new KeyMaterial(issued.privateKey(), List.of(issued.certificate()));
        try (Handshake gateway = gateway(engine)) {
            gateway.connect(node(leafOnly, engine)).get();

            assertThat(gateway.server().get().peer()).containsExactly(issued.certificate());
        }
    }

    @ParameterizedTest
    @EnumSource
    void admitsNodeThatSendsItsIssuerWhereOnlyTheRootIsKnown(TlsEngine engine) throws Exception {
        TrustAnchors rootOnly = TrustAnchors.of(List.of(pki.root()), pki.revocationLists(), TrustPolicy.strict());
        SslContext context = MutualTls.server(material(pki.gateway(GATEWAY, Use.TLS)), rootOnly, on(engine))
                .context();
        KeyMaterial node = material(pki.node(NODE, Use.TLS));
        try (Handshake gateway = new Handshake(context)) {
            gateway.connect(node(node, rootOnly, Optional.empty(), engine)).get();

            assertThat(gateway.server().get().peer()).containsExactly(node.certificate(), pki.issuing());
        }
    }

    @ParameterizedTest
    @EnumSource
    void nodeRefusesGatewayOfForeignAuthority(TlsEngine engine) throws Exception {
        assertGatewayRefused(Flaw.FOREIGN_CA, "signature", engine);
    }

    @ParameterizedTest
    @EnumSource
    void nodeRefusesExpiredGateway(TlsEngine engine) throws Exception {
        assertGatewayRefused(Flaw.EXPIRED, "it was valid until", engine);
    }

    @ParameterizedTest
    @EnumSource
    void nodeRefusesRevokedGateway(TlsEngine engine) throws Exception {
        assertGatewayRefused(Flaw.REVOKED, "it is revoked since", engine);
    }

    @ParameterizedTest
    @EnumSource
    void nodeRefusesGatewayWithoutServerPurpose(TlsEngine engine) throws Exception {
        assertGatewayRefused(Flaw.WRONG_PURPOSE, "it may not be used for TLS_SERVER", engine);
    }

    @ParameterizedTest
    @EnumSource
    void nodeRefusesGatewayWithoutIdentity(TlsEngine engine) throws Exception {
        assertGatewayRefused(Flaw.NO_IDENTITY, "0 ccn: URIs", engine);
    }

    @ParameterizedTest
    @EnumSource
    void nodeRefusesGatewayOfAnotherNetwork(TlsEngine engine) throws Exception {
        assertGatewayRefused(Flaw.WRONG_DOMAIN, "gateway GW1@OTHER (expected: GW1@demo)", engine);
    }

    private void assertGatewayRefused(Flaw flaw, String reason, TlsEngine engine) throws Exception {
        KeyMaterial key = material(pki.flawed(Identity.gateway(GATEWAY), Use.TLS, flaw));
        SslContext node =
                node(material(pki.node(NODE, Use.TLS)), anchors(pki), Optional.of(GatewayId.parse(GATEWAY)), engine);
        try (Handshake gateway = gateway(key, engine)) {
            assertThatThrownBy(() -> gateway.connect(node).get()).hasStackTraceContaining(reason);
            assertFails(gateway.server());
        }
    }

    @ParameterizedTest
    @EnumSource
    void nodeRefusesAnotherNodeInPlaceOfTheGateway(TlsEngine engine) throws Exception {
        KeyMaterial impostor = material(pki.issue(Identity.node(NODE), Use.TLS, KeyKind.EC_P256));
        try (Handshake gateway = gateway(impostor, engine)) {
            assertThatThrownBy(() -> gateway.connect(node(material(pki.node(NODE, Use.TLS)), engine))
                            .get())
                    .hasStackTraceContaining("it may not be used for TLS_SERVER");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNewContextKnowsNewAnchorsAndKeys(TlsEngine engine) throws Exception {
        TestPki next = TestPki.create();
        KeyMaterial newNode = material(next.node(NODE, Use.TLS));
        KeyMaterial newKey = material(next.gateway(GATEWAY, Use.TLS));
        try (Handshake before = gateway(engine)) {
            assertFails(before.connect(node(newNode, anchors(next), Optional.empty(), engine)));
        }
        try (Handshake after = new Handshake(
                MutualTls.server(newKey, anchors(next), on(engine)).context())) {
            after.connect(node(newNode, anchors(next), Optional.empty(), engine))
                    .get();

            assertThat(after.server().get().peer().get(0)).isEqualTo(newNode.certificate());
        }
    }

    @ParameterizedTest
    @EnumSource
    void showsTheCertificateOfAResumedSession(TlsEngine engine) throws Exception {
        KeyMaterial node = material(pki.node(NODE, Use.TLS));
        AtomicInteger checks = new AtomicInteger();
        SslContext resuming = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .keyManager(new OneKeyManager(node))
                .trustManager(new CountingTrustManager(checks))
                .endpointIdentificationAlgorithm(null)
                .build();
        try (Handshake gateway = gateway(engine)) {
            for (int i = 0; i < 3; i++) {
                gateway.connect(resuming).get();
                assertThat(gateway.server().get().peer().get(0)).isEqualTo(node.certificate());
            }
            // The JDK's engine may have taken longer than the second it keeps a session.
            assertThat(checks.get()).isLessThanOrEqualTo(engine == TlsEngine.NATIVE ? 1 : 3);
        }
    }

    @Test
    void nodeResumesNothingWithTheNativeEngine() throws Exception {
        AtomicInteger checks = new AtomicInteger();
        SslContext client = MutualTls.client(
                        material(pki.node(NODE, Use.TLS)), new CountingTrustManager(checks), on(TlsEngine.NATIVE))
                .context();
        try (Handshake gateway = gateway(TlsEngine.NATIVE)) {
            for (int i = 1; i <= 3; i++) {
                gateway.connect(client).get();
                assertThat(checks).hasValue(i);
            }
        }
    }

    @Test
    void takesTheJdkEngineForKeysThatStayInAToken() {
        IssuedKey issued = pki.node(NODE, Use.TLS);
        KeyMaterial token = new KeyMaterial(new UnextractableKey(issued.privateKey()), issued.chain());

        TlsEngine.Choice choice = TlsEngine.best(token);

        assertThat(choice.engine()).isEqualTo(TlsEngine.JDK);
        assertThat(choice.why()).contains("token");
    }

    @Test
    void takesTheNativeEngineWhereItIsThere() {
        KeyMaterial key = material(pki.gateway(GATEWAY, Use.TLS));

        MutualTls tls = MutualTls.server(key, anchors);

        assertThat(tls.engine()).isEqualTo(OpenSsl.isAvailable() ? TlsEngine.NATIVE : TlsEngine.JDK);
        assertThat(tls.choice().why()).isNotBlank();
    }

    private static void assertFails(CompletableFuture<Seen> outcome) {
        assertThatThrownBy(outcome::get).cause().isNotInstanceOf(TimeoutException.class);
    }
}
