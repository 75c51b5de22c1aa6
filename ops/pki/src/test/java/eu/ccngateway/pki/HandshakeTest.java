package eu.ccngateway.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Certificates of the test PKI under the JDK's own TLS, host name checked, both sides authenticated. */
@Timeout(60)
class HandshakeTest {
    private static final char[] PASSWORD = "secret".toCharArray();

    private final TestPki pki = TestPki.create();
    private final ExecutorService server = Executors.newSingleThreadExecutor();

    @AfterEach
    void stop() {
        server.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource(names = {"TLS", "COMBINED"})
    void nodeAndGatewayKnowEachOther(Use use) throws Exception {
        IssuedKey node = pki.node("NTA.FR@CUSTTAX.FR", use);

        assertThat(peerOf(pki.gateway("GW1@demo", use), node)).isEqualTo(node.certificate());
    }

    @ParameterizedTest
    @EnumSource(names = {"FOREIGN_CA", "EXPIRED", "WRONG_PURPOSE", "WRONG_KEY_USAGE"})
    void flawedNodeDoesNotGetIn(Flaw flaw) {
        IssuedKey gateway = pki.gateway("GW1@demo", Use.TLS);
        IssuedKey node = pki.flawed(Identity.node("NTA.FR@CUSTTAX.FR"), Use.TLS, flaw);

        assertThatThrownBy(() -> peerOf(gateway, node)).isInstanceOfAny(SSLException.class, IOException.class);
    }

    @Test
    void nodeDoesNotPassForGateway() {
        IssuedKey node = pki.node("NTA.FR@CUSTTAX.FR", Use.TLS);

        assertThatThrownBy(() -> peerOf(node, node)).isInstanceOfAny(SSLException.class, IOException.class);
    }

    /** The certificate the server saw. */
    private X509Certificate peerOf(IssuedKey gateway, IssuedKey node) throws Exception {
        try (SSLServerSocket listening = (SSLServerSocket)
                context(gateway).getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listening.setNeedClientAuth(true);
            Future<X509Certificate> seen = server.submit(() -> {
                try (SSLSocket accepted = (SSLSocket) listening.accept()) {
                    accepted.getOutputStream().write(accepted.getInputStream().read());
                    return (X509Certificate) accepted.getSession().getPeerCertificates()[0];
                }
            });
            try (SSLSocket socket =
                    (SSLSocket) context(node).getSocketFactory().createSocket("localhost", listening.getLocalPort())) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                socket.getOutputStream().write(7);
                assertThat(socket.getInputStream().read()).isIn(7, -1);
            }
            return seen.get();
        } catch (ExecutionException e) {
            throw (Exception) e.getCause();
        }
    }

    private SSLContext context(IssuedKey key) throws GeneralSecurityException, IOException {
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry("key", key.privateKey(), PASSWORD, key.chain().toArray(X509Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(own, PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("root", pki.root());
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
