package eu.ccngateway.protocol.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ccngateway.pki.Flaw;
import eu.ccngateway.pki.Identity;
import eu.ccngateway.pki.TestPki;
import eu.ccngateway.pki.Use;
import eu.ccngateway.protocol.message.GatewayId;
import eu.ccngateway.protocol.message.NodeId;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;

class CertificateIdentityTest {

    private static final String NODE = "NTA.FR@CUSTTAX.FR";

    private final TestPki pki = TestPki.create();

    private X509Certificate flawed(Flaw flaw) {
        return pki.flawed(Identity.node(NODE), Use.TLS, flaw).certificate();
    }

    @Test
    void refusesCertificateWithoutIdentity() {
        assertThatThrownBy(() -> CertificateIdentity.of(flawed(Flaw.NO_IDENTITY)))
                .isInstanceOf(CredentialException.class)
                .hasMessageContaining("0 ccn: URIs")
                .hasMessageContaining("expected: exactly one");
    }

    @Test
    void refusesCertificateWithTwoIdentities() {
        assertThatThrownBy(() -> CertificateIdentity.of(flawed(Flaw.TWO_IDENTITIES)))
                .isInstanceOf(CredentialException.class)
                .hasMessageContaining("2 ccn: URIs")
                .hasMessageContaining("NTA.FR@OTHER.FR");
    }

    @Test
    void refusesMalformedIdentity() {
        assertThatThrownBy(() -> CertificateIdentity.of(flawed(Flaw.MALFORMED_IDENTITY)))
                .isInstanceOf(CredentialException.class)
                .hasMessageContaining("ccn:node:NTA.FR is malformed");
    }

    @Test
    void refusesAuthorityAsItNamesNobody() {
        assertThatThrownBy(() -> CertificateIdentity.of(pki.issuing()))
                .isInstanceOf(CredentialException.class)
                .hasMessageContaining("0 ccn: URIs");
    }

    @Test
    void readsNode() {
        assertThat(CertificateIdentity.of(pki.node(NODE, Use.SEAL).certificate()))
                .isEqualTo(new CertificateIdentity.Node(NodeId.parse(NODE)))
                .hasToString("ccn:node:" + NODE);
    }

    @Test
    void readsGatewayBesideItsHostNames() {
        assertThat(CertificateIdentity.of(pki.gateway("GW1@demo", Use.TLS).certificate()))
                .isEqualTo(new CertificateIdentity.Gateway(GatewayId.parse("GW1@demo")))
                .hasToString("ccn:gateway:GW1@demo");
    }
}
