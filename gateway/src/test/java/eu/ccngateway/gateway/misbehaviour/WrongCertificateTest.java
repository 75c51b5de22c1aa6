package eu.ccngateway.gateway.misbehaviour;

import static eu.ccngateway.gateway.testkit.DemoNetwork.CORE_IE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.FR;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.gateway.testkit.Provokes;
import eu.ccngateway.gateway.testkit.RawNode;
import eu.ccngateway.gateway.testkit.Wire;
import eu.ccngateway.pki.CertificateOrder;
import eu.ccngateway.pki.Flaw;
import eu.ccngateway.pki.Identity;
import eu.ccngateway.pki.IssuedKey;
import eu.ccngateway.pki.KeyKind;
import eu.ccngateway.pki.Use;
import eu.ccngateway.pki.Validity;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.wire.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WrongCertificateTest extends MisbehaviourTest {

    /** What the gateway says to somebody who comes with this key. */
    private RefusalCode refusalOf(IssuedKey key) {
        return refusal(() -> gateway.node(FR, gateway.dial(key), RawNode.hello().build()));
    }

    private IssuedKey flawed(Flaw flaw) {
        IssuedKey key = gateway.pki().flawed(Identity.node(FR), Use.TLS, flaw);
        gateway.pki().writeRevocationLists(gateway.pkiFiles().directory());
        gateway.reloadTrust();
        return key;
    }

    /** TLS itself does not come about: with TLS 1.3 the client sees that when it first reads. */
    private void assertNoTls(Optional<IssuedKey> key) {
        try (Wire wire = Wire.dial(gateway.address(), key, gateway.pki().root())) {
            wire.send(Frame.newBuilder().setHello(RawNode.hello()));
            wire.awaitEnd();
            assertThat(wire.count(frame -> true)).isZero();
        } catch (IOException | UncheckedIOException expected) {
            assertThat(expected).isNotNull();
        }
        assertThat(gateway.observer().sessions()).isEqualTo(2);
    }

    @Test
    void noCertificate() {
        assertNoTls(Optional.empty());
    }

    @Test
    void certificateOfAForeignAuthority() {
        assertNoTls(Optional.of(gateway.pki().flawed(Identity.node(FR), Use.TLS, Flaw.FOREIGN_CA)));
    }

    @Test
    void selfSignedCertificate() {
        assertNoTls(Optional.of(gateway.pki().flawed(Identity.node(FR), Use.TLS, Flaw.SELF_SIGNED)));
    }

    @Test
    void certificateIssuedByANode() {
        assertNoTls(Optional.of(gateway.pki().flawed(Identity.node(FR), Use.TLS, Flaw.ISSUED_BY_NODE)));
    }

    @Test
    @Provokes(RefusalCode.CERTIFICATE_EXPIRED)
    void expiredCertificate() {
        assertThat(refusalOf(flawed(Flaw.EXPIRED))).isEqualTo(RefusalCode.CERTIFICATE_EXPIRED);
    }

    @Test
    void certificateOfTomorrow() {
        assertThat(refusalOf(flawed(Flaw.NOT_YET_VALID))).isEqualTo(RefusalCode.CERTIFICATE_EXPIRED);
    }

    @Test
    @Provokes(RefusalCode.CERTIFICATE_REVOKED)
    void revokedCertificate() {
        assertThat(refusalOf(flawed(Flaw.REVOKED))).isEqualTo(RefusalCode.CERTIFICATE_REVOKED);
    }

    @Test
    @Provokes(RefusalCode.CERTIFICATE_UNTRUSTED)
    void certificateForAnotherPurpose() {
        assertThat(refusalOf(flawed(Flaw.WRONG_PURPOSE))).isEqualTo(RefusalCode.CERTIFICATE_UNTRUSTED);
    }

    @Test
    void certificateWithAWeakKey() {
        assertThat(refusalOf(flawed(Flaw.WEAK_KEY))).isEqualTo(RefusalCode.CERTIFICATE_UNTRUSTED);
    }

    @Test
    @Provokes(RefusalCode.NODE_UNKNOWN)
    void rightCertificateForTheWrongDomain() {
        assertThat(refusalOf(flawed(Flaw.WRONG_DOMAIN))).isEqualTo(RefusalCode.NODE_UNKNOWN);
    }

    @Test
    void certificateThatNamesNobody() {
        assertThat(refusalOf(flawed(Flaw.NO_IDENTITY))).isEqualTo(RefusalCode.NODE_UNKNOWN);
    }

    @Test
    void certificateThatNamesTwo() {
        assertThat(refusalOf(flawed(Flaw.TWO_IDENTITIES))).isEqualTo(RefusalCode.NODE_UNKNOWN);
    }

    @Test
    void certificateOfAGateway() {
        assertThat(refusalOf(gateway.pki().gateway("GW2@demo", Use.TLS))).isEqualTo(RefusalCode.NODE_UNKNOWN);
    }

    @Test
    @Provokes(RefusalCode.SEAL_SIGNER_MISMATCH)
    void certificateOfAnotherNodeForTheSeal() {
        RawNode fr = node();
        IssuedKey other = gateway.keys("NTA.DE@CUST.DE").seal();
        RawNode thief = new RawNode(
                gateway.dial(gateway.keys(FR).tls()), FR, other, RawNode.hello().build(), gateway.clock());

        assertThat(refusal(thief.put(secret(thief, CORE_IE)))).isEqualTo(RefusalCode.SEAL_SIGNER_MISMATCH);
        assertAccepted(fr.put(fr.message(CORE_IE, "of the real one")));
    }

    @Test
    void certificateThatRunsOutDuringItsSession() {
        IssuedKey shortLived = gateway.pki()
                .issue(
                        new CertificateOrder(Identity.node(FR), Use.TLS, KeyKind.EC_P256),
                        new Validity(
                                gateway.clock().instant().minus(Duration.ofMinutes(1)),
                                gateway.clock().instant().plus(Duration.ofMinutes(1))));
        RawNode fr = gateway.node(FR, gateway.dial(shortLived), RawNode.hello().build());
        gateway.clock().advance(Duration.ofMinutes(2));

        assertThat(fr.wire().awaitRefusal().code()).isEqualTo(RefusalCode.CERTIFICATE_EXPIRED);
    }
}
