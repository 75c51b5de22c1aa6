package eu.ccngateway.protocol.tls;

import eu.ccngateway.protocol.message.GatewayId;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManager;

/**
 * One end of mutual TLS: TLS 1.3 or 1.2, only suites with ephemeral keys and authenticated encryption, both sides with a
 * certificate, always. Immutable: new keys, anchors or revocation lists make a new one, for the connections to come.
 *
 * <p>Resuming a session skips the trust managers. A node does not do it, so that it checks the gateway every time: with
 * the native engine its sessions are not kept, with the JDK's for a second at most. A gateway may be asked to by clients
 * of other makes, and is safe: a resumed session shows the node's certificate of its first handshake, and the gateway
 * judges it at every Hello by the anchors and revocation lists of that moment. A new context has new ticket keys.
 */
public final class MutualTls {

    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    private static final List<String> SUITES = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private static final long SESSION_SECONDS = 1;

    private final SslContext context;
    private final TlsEngine.Choice choice;

    private MutualTls(SslContext context, TlsEngine.Choice choice) {
        this.context = context;
        this.choice = choice;
    }

    /**
     * The gateway's end. It admits every certificate that leads to a trust anchor by its signatures, even when it is
     * expired, not yet valid or revoked, as a node is told such things in a readable refusal to its Hello; a TLS alert
     * could not name them. Without a certificate, or with a stranger's, the handshake fails.
     */
    public static MutualTls server(KeyMaterial key, TrustAnchors anchors) {
        return server(key, anchors, TlsEngine.best(key));
    }

    /** As {@link #server(KeyMaterial, TrustAnchors)}, with a chosen engine. */
    public static MutualTls server(KeyMaterial key, TrustAnchors anchors, TlsEngine.Choice choice) {
        SslContextBuilder builder = choice.engine() == TlsEngine.NATIVE
                ? SslContextBuilder.forServer(key.key(), key.chain())
                : SslContextBuilder.forServer(new OneKey(key));
        return build(builder.clientAuth(ClientAuth.REQUIRE), new TrustInSignatures(anchors), choice);
    }

    /** A node's end: it checks the gateway's certificate in full, and that it names the expected gateway, if one is. */
    public static MutualTls client(KeyMaterial key, TrustAnchors anchors, Optional<GatewayId> expected, Clock clock) {
        return client(key, new TrustInGateway(anchors, expected, clock), TlsEngine.best(key));
    }

    static MutualTls client(KeyMaterial key, TrustManager trust, TlsEngine.Choice choice) {
        SslContextBuilder builder = choice.engine() == TlsEngine.NATIVE
                ? SslContextBuilder.forClient().keyManager(key.key(), key.chain())
                : SslContextBuilder.forClient().keyManager(new OneKey(key));
        // No check of host names: a gateway is who the ccn:gateway URI of its certificate says, whatever name or
        // address it is reached by. Only an authority of the network can issue that URI, and it is what reports are
        // signed under. The trust manager checks it.
        builder.endpointIdentificationAlgorithm(null);
        return build(builder, trust, choice);
    }

    private static MutualTls build(SslContextBuilder builder, TrustManager trust, TlsEngine.Choice choice) {
        try {
            SslContext context = builder.sslProvider(choice.engine().provider())
                    .trustManager(trust)
                    .protocols(PROTOCOLS)
                    .ciphers(SUITES, SupportedCipherSuiteFilter.INSTANCE)
                    .sessionTimeout(SESSION_SECONDS)
                    .build();
            if (context.sessionContext() instanceof OpenSslSessionContext sessions) {
                sessions.setSessionCacheEnabled(false);
            }
            return new MutualTls(context, choice);
        } catch (SSLException | IllegalArgumentException e) {
            throw new CredentialException(
                    "TLS with the engine " + choice.engine() + " cannot be set up: " + e.getMessage(), e);
        }
    }

    /** For the pipeline: {@code tls.context().newHandler(allocator)}. */
    public SslContext context() {
        return context;
    }

    /** Which engine is in use. */
    public TlsEngine engine() {
        return choice.engine();
    }

    /** Which engine is in use and why, for the log at start. */
    public TlsEngine.Choice choice() {
        return choice;
    }

    /** The certificates the other end has shown in a finished handshake, its own first. */
    public static List<X509Certificate> peer(SSLEngine engine) {
        try {
            return Certificates.plain(engine.getSession().getPeerCertificates());
        } catch (SSLPeerUnverifiedException e) {
            throw new CredentialException("the other end has shown no certificate", e);
        }
    }
}
