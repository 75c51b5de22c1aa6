package eu.ccngateway.protocol.tls;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import eu.ccngateway.pki.Flaw;
import eu.ccngateway.pki.Identity;
import eu.ccngateway.pki.IssuedKey;
import eu.ccngateway.pki.TestPki;
import eu.ccngateway.pki.Use;
import eu.ccngateway.protocol.message.GatewayId;
import eu.ccngateway.protocol.tls.Handshake.Seen;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/** A PKI and both ends of TLS, for the tests of this package. */
final class TlsCases {

    static final String NODE = "NTA.FR@CUSTTAX.FR";
    static final String GATEWAY = "GW1@demo";

    final TestPki pki = TestPki.create();
    final TrustAnchors anchors = anchors(pki);

    static TrustAnchors anchors(TestPki pki) {
        return TrustAnchors.of(List.of(pki.root(), pki.issuing()), pki.revocationLists(), TrustPolicy.strict());
    }

    static KeyMaterial material(IssuedKey key) {
        return new KeyMaterial(key.privateKey(), key.chain());
    }

    static TlsEngine.Choice on(TlsEngine engine) {
        assumeTrue(engine == TlsEngine.JDK || OpenSsl.isAvailable(), "the native TLS engine is not there");
        return new TlsEngine.Choice(engine, "chosen by the test");
    }

    Handshake gateway(TlsEngine engine) throws InterruptedException {
        return gateway(material(pki.gateway(GATEWAY, Use.TLS)), engine);
    }

    Handshake gateway(KeyMaterial key, TlsEngine engine) throws InterruptedException {
        return new Handshake(MutualTls.server(key, anchors, on(engine)).context());
    }

    SslContext node(KeyMaterial key, TlsEngine engine) {
        return node(key, anchors, Optional.of(GatewayId.parse(GATEWAY)), engine);
    }

    SslContext node(KeyMaterial key, TrustAnchors trust, Optional<GatewayId> expected, TlsEngine engine) {
        return MutualTls.client(key, new TrustInGateway(trust, expected, Clock.systemUTC()), on(engine))
                .context();
    }

    KeyMaterial flawedNode(Flaw flaw) {
        return material(pki.flawed(Identity.node(NODE), Use.TLS, flaw));
    }

    static void assertFails(CompletableFuture<Seen> outcome) {
        assertThatThrownBy(outcome::get).cause().isNotInstanceOf(TimeoutException.class);
    }
}
