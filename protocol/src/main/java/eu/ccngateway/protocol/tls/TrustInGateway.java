package eu.ccngateway.protocol.tls;

import eu.ccngateway.protocol.message.GatewayId;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** A node's: takes only a gateway of the network, with everything about its certificate in order now. */
final class TrustInGateway extends X509ExtendedTrustManager {

    private final TrustAnchors anchors;
    private final Optional<GatewayId> expected;
    private final Clock clock;

    TrustInGateway(TrustAnchors anchors, Optional<GatewayId> expected, Clock clock) {
        this.anchors = anchors;
        this.expected = expected;
        this.clock = clock;
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        List<X509Certificate> plain = Certificates.plain(chain);
        Optional<TrustProblem> problem = anchors.check(plain, CertificateUse.TLS_SERVER, clock.instant());
        if (problem.isPresent()) {
            throw new CertificateException(problem.get().text());
        }
        try {
            CertificateIdentity identity = CertificateIdentity.of(plain.get(0));
            if (!(identity instanceof CertificateIdentity.Gateway gateway)) {
                throw new CertificateException("the other end is " + identity
                        + " (expected: a gateway, ccn:gateway:NAME@NETWORK); check the address");
            }
            if (expected.isPresent() && !expected.get().equals(gateway.id())) {
                throw new CertificateException("the other end is gateway " + gateway.id() + " (expected: "
                        + expected.get() + "); check the address");
            }
        } catch (CredentialException e) {
            throw new CertificateException(e.getMessage(), e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw noClients();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw noClients();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw noClients();
    }

    private static CertificateException noClients() {
        return new CertificateException("a node's end of TLS takes no connections");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
