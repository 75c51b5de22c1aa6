package eu.ccngateway.protocol.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** The gateway's: admits whoever leads to a trust anchor; what else is to be said is said in answer to Hello. */
final class TrustInSignatures extends X509ExtendedTrustManager {

    private final TrustAnchors anchors;

    TrustInSignatures(TrustAnchors anchors) {
        this.anchors = anchors;
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        List<X509Certificate> plain = Certificates.plain(chain);
        if (anchors.path(plain).isEmpty()) {
            throw new CertificateException(anchors.whyNoPath(plain).text());
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw noServer();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw noServer();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw noServer();
    }

    private static CertificateException noServer() {
        return new CertificateException("the gateway's end of TLS connects to nobody");
    }

    /** None are told: a node has one certificate and shows it, and nobody learns the authorities by asking. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
