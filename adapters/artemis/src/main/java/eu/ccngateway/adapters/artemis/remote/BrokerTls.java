package eu.ccngateway.adapters.artemis.remote;

import eu.ccngateway.protocol.tls.KeyMaterial;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.activemq.artemis.spi.core.remoting.ssl.SSLContextConfig;
import org.apache.activemq.artemis.spi.core.remoting.ssl.SSLContextFactory;

/**
 * TLS to a broker with keys that never were in a key store on disk. The Core client finds this class as a service; a
 * connection that does not carry a context of ours is none of its business.
 */
public final class BrokerTls implements SSLContextFactory {

    /** The parameter of a connection that carries the context. */
    static final String CONTEXT = "sslContext";

    /** Before the client's own, which knows key stores only. */
    private static final int PRIORITY = 100;

    /**
     * What shows our certificate and trusts these authorities. The host name is checked against the broker's certificate.
     *
     * @param key ours; one that can leave its store
     */
    public static SSLContext context(KeyMaterial key, List<X509Certificate> authorities) {
        try {
            return ((JdkSslContext) SslContextBuilder.forClient()
                            .sslProvider(SslProvider.JDK)
                            .keyManager(key.key(), key.chain())
                            .trustManager(authorities)
                            .build())
                    .context();
        } catch (SSLException e) {
            throw new IllegalArgumentException(
                    key + " cannot be used for TLS with the broker (expected: a key that can leave its store)", e);
        }
    }

    @Override
    public SSLContext getSSLContext(SSLContextConfig config, Map<String, Object> parameters) throws Exception {
        if (parameters.get(CONTEXT) instanceof SSLContext context) {
            return context;
        }
        return ServiceLoader.load(SSLContextFactory.class, BrokerTls.class.getClassLoader()).stream()
                .filter(other -> !Objects.equals(other.type(), BrokerTls.class))
                .map(ServiceLoader.Provider::get)
                .max(SSLContextFactory::compareTo)
                .orElseThrow(() -> new IllegalStateException("the Core client's own SSLContextFactory is missing"))
                .getSSLContext(config, parameters);
    }

    @Override
    public int getPriority() {
        return PRIORITY;
    }
}
