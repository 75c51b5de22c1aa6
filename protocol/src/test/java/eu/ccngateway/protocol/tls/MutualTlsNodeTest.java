package eu.ccngateway.protocol.tls;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ccngateway.pki.Flaw;
import eu.ccngateway.pki.Identity;
import eu.ccngateway.pki.KeyKind;
import eu.ccngateway.pki.Use;
import eu.ccngateway.protocol.message.GatewayId;
import io.netty.handler.ssl.SslContext;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whom a node takes for its gateway, on both engines, over real connections. */
class MutualTlsNodeTest {

    private final TlsCases tls = new TlsCases();

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
        assertGatewayRefused(Flaw.REVOKED, "it is revoked as of", engine);
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
        KeyMaterial key = TlsCases.material(tls.pki.flawed(Identity.gateway(TlsCases.GATEWAY), Use.TLS, flaw));
        SslContext node = tls.node(
                TlsCases.material(tls.pki.node(TlsCases.NODE, Use.TLS)),
                TlsCases.anchors(tls.pki),
                Optional.of(GatewayId.parse(TlsCases.GATEWAY)),
                engine);
        try (Handshake gateway = tls.gateway(key, engine)) {
            assertThatThrownBy(() -> gateway.connect(node).get()).hasStackTraceContaining(reason);
            TlsCases.assertFails(gateway.server());
        }
    }

    @ParameterizedTest
    @EnumSource
    void nodeRefusesAnotherNodeInPlaceOfTheGateway(TlsEngine engine) throws Exception {
        KeyMaterial impostor = TlsCases.material(tls.pki.issue(Identity.node(TlsCases.NODE), Use.TLS, KeyKind.EC_P256));
        try (Handshake gateway = tls.gateway(impostor, engine)) {
            assertThatThrownBy(() -> gateway.connect(
                                    tls.node(TlsCases.material(tls.pki.node(TlsCases.NODE, Use.TLS)), engine))
                            .get())
                    .hasStackTraceContaining("it may not be used for TLS_SERVER");
        }
    }
}
