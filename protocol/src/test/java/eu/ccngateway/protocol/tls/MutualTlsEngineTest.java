package eu.ccngateway.protocol.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ccngateway.pki.Identity;
import eu.ccngateway.pki.IssuedKey;
import eu.ccngateway.pki.KeyKind;
import eu.ccngateway.pki.Use;
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
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Protocol versions, suites, sessions and the choice of the engine. */
class MutualTlsEngineTest {

    private final TlsCases tls = new TlsCases();

    @ParameterizedTest
    @EnumSource
    void speaksTls12WithForwardSecrecyToWhoeverHasNo13(TlsEngine engine) throws Exception {
        for (KeyKind kind : List.of(KeyKind.EC_P256, KeyKind.RSA_2048)) {
            KeyMaterial key = TlsCases.material(tls.pki.issue(Identity.gateway(TlsCases.GATEWAY), Use.TLS, kind));
            KeyMaterial node = TlsCases.material(tls.pki.issue(Identity.node(TlsCases.NODE), Use.TLS, kind));
            SslContext old = SslContextBuilder.forClient()
                    .sslProvider(SslProvider.JDK)
                    .keyManager(new OneKey(node))
                    .trustManager(new TrustInGateway(tls.anchors, Optional.empty(), Clock.systemUTC()))
                    .protocols("TLSv1.2")
                    .endpointIdentificationAlgorithm(null)
                    .build();
            try (Handshake gateway = tls.gateway(key, engine)) {
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
        try (Handshake gateway = tls.gateway(engine);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setSoTimeout(60_000);
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
        KeyMaterial node = TlsCases.material(tls.pki.node(TlsCases.NODE, Use.TLS));
        SslContext weak = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .keyManager(new OneKey(node))
                .trustManager(new TrustInGateway(tls.anchors, Optional.empty(), Clock.systemUTC()))
                .protocols("TLSv1.2")
                .ciphers(List.of("TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA"))
                .endpointIdentificationAlgorithm(null)
                .build();
        try (Handshake gateway = tls.gateway(engine)) {
            TlsCases.assertFails(gateway.connect(weak));
            TlsCases.assertFails(gateway.server());
        }
    }

    @ParameterizedTest
    @EnumSource
    void showsTheCertificateOfAResumedSession(TlsEngine engine) throws Exception {
        KeyMaterial node = TlsCases.material(tls.pki.node(TlsCases.NODE, Use.TLS));
        AtomicInteger checks = new AtomicInteger();
        SslContext resuming = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .keyManager(new OneKey(node))
                .trustManager(new CountingTrust(checks))
                .endpointIdentificationAlgorithm(null)
                .build();
        try (Handshake gateway = tls.gateway(engine)) {
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
                        TlsCases.material(tls.pki.node(TlsCases.NODE, Use.TLS)),
                        new CountingTrust(checks),
                        TlsCases.on(TlsEngine.NATIVE))
                .context();
        try (Handshake gateway = tls.gateway(TlsEngine.NATIVE)) {
            for (int i = 1; i <= 3; i++) {
                gateway.connect(client).get();
                assertThat(checks).hasValue(i);
            }
        }
    }

    @Test
    void takesTheJdkEngineForKeysThatStayInAToken() {
        IssuedKey issued = tls.pki.node(TlsCases.NODE, Use.TLS);
        KeyMaterial token = new KeyMaterial(new UnextractableKey(issued.privateKey()), issued.chain());

        TlsEngine.Choice choice = TlsEngine.best(token);

        assertThat(choice.engine()).isEqualTo(TlsEngine.JDK);
        assertThat(choice.why()).contains("token");
    }

    @Test
    void takesTheNativeEngineWhereItIsThere() {
        KeyMaterial key = TlsCases.material(tls.pki.gateway(TlsCases.GATEWAY, Use.TLS));

        MutualTls chosen = MutualTls.server(key, tls.anchors);

        assertThat(chosen.engine()).isEqualTo(OpenSsl.isAvailable() ? TlsEngine.NATIVE : TlsEngine.JDK);
        assertThat(chosen.choice().why()).isNotBlank();
    }
}
