package eu.ccngateway.protocol.tls;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;

/** What does the TLS arithmetic. Both behave the same; the native one is several times as fast. */
public enum TlsEngine {
    /** OpenSSL's relative BoringSSL through netty-tcnative. */
    NATIVE(SslProvider.OPENSSL),
    /** The engine of the Java runtime. */
    JDK(SslProvider.JDK);

    private final SslProvider provider;

    TlsEngine(SslProvider provider) {
        this.provider = provider;
    }

    SslProvider provider() {
        return provider;
    }

    /** Which engine, and why that one. */
    public record Choice(TlsEngine engine, String why) {}

    /** The native engine if it is there and can use the key. */
    public static Choice best(KeyMaterial key) {
        if (key.key().getEncoded() == null) {
            return new Choice(
                    JDK,
                    "the private key stays in "
                            + key.provider()
                                    .map(java.security.Provider::getName)
                                    .orElse("its token")
                            + ", which the native engine cannot use");
        }
        if (!OpenSsl.isAvailable()) {
            return new Choice(JDK, "the native library is not there: " + OpenSsl.unavailabilityCause());
        }
        return new Choice(NATIVE, OpenSsl.versionString());
    }
}
