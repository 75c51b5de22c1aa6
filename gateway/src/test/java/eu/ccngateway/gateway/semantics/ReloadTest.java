package eu.ccngateway.gateway.semantics;

import static eu.ccngateway.gateway.testkit.DemoNetwork.CORE_DE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.CORE_IE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.DE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.FR;
import static eu.ccngateway.gateway.testkit.DemoNetwork.IE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.REPORT_FR;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.gateway.testkit.CapturedLog;
import eu.ccngateway.gateway.testkit.DemoNetwork;
import eu.ccngateway.gateway.testkit.GatewayTest;
import eu.ccngateway.gateway.testkit.Provokes;
import eu.ccngateway.gateway.testkit.RawMessage;
import eu.ccngateway.gateway.testkit.RawNode;
import eu.ccngateway.gateway.testkit.Taken;
import eu.ccngateway.gateway.testkit.TestGateway;
import eu.ccngateway.pki.Identity;
import eu.ccngateway.pki.IssuedKey;
import eu.ccngateway.pki.RevocationReason;
import eu.ccngateway.pki.Use;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.seal.SealVerifier;
import eu.ccngateway.protocol.wire.Frame;
import eu.ccngateway.protocol.wire.Get;
import eu.ccngateway.protocol.wire.ReportType;
import java.io.IOException;
import java.nio.file.Files;
import java.security.cert.X509CRL;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Changed files take effect while the gateway runs. */
class ReloadTest extends GatewayTest {

    @Test
    @Provokes(RefusalCode.NOT_AUTHORISED)
    void refusesAPutWhoseRightWasTakenAway() {
        TestGateway gateway = start();
        RawNode fr = gateway.node(FR);
        assertAccepted(fr.put(fr.message(CORE_IE, "allowed")));

        gateway.changeNetwork(yaml -> yaml + "rules:\n  - { from: [CUST.DE], put: [CORE] }\n");

        assertThat(refusal(fr.put(fr.message(CORE_IE, "not any more")))).isEqualTo(RefusalCode.NOT_AUTHORISED);
        RawNode de = gateway.node(DE);
        assertAccepted(de.put(de.message(CORE_IE, "still")));
    }

    @Test
    void opensANewQueueWhileRunning() {
        TestGateway gateway = start();
        RawNode fr = gateway.node(FR);
        RawMessage message = fr.message("CORE-RCT-QUE.NCTS@CUST.IT", "to a new country");
        assertThat(refusal(fr.put(message))).isEqualTo(RefusalCode.QUEUE_UNKNOWN);

        gateway.changeNetwork(yaml -> yaml.replace("  CUST.DE:\n", "  CUST.DE:\n  CUST.IT:\n")
                + "  NTA.IT@CUST.IT: { applications: [NCTS] }\n");

        assertAccepted(fr.put(message));
        assertThat(gateway.node("NTA.IT@CUST.IT")
                        .getOne("CORE-RCT-QUE.NCTS@CUST.IT")
                        .text())
                .isEqualTo("to a new country");
    }

    @Test
    @Provokes(RefusalCode.NODE_UNKNOWN)
    void endsTheSessionOfANodeThatWasTakenOut() {
        TestGateway gateway = start();
        RawNode fr = gateway.node(FR);
        RawNode de = gateway.node(DE);

        gateway.changeNetwork(
                yaml -> yaml.lines().filter(line -> !line.contains(DE)).reduce("", (a, b) -> a + b + "\n"));

        assertThat(de.wire().awaitRefusal().code()).isEqualTo(RefusalCode.NODE_UNKNOWN);
        assertThat(refusal(() -> gateway.node(DE))).isEqualTo(RefusalCode.NODE_UNKNOWN);
        assertAccepted(fr.put(fr.message(CORE_DE, "its queues stay")));
    }

    @Test
    void endsTheWishesOfANodeThatMayNoLongerTake() {
        TestGateway gateway = start();
        RawNode fr = gateway.node(FR);
        RawNode ie = gateway.node(IE);
        long subscription = ie.subscribe(CORE_IE, 10);
        long get = ie.sendGet(Get.newBuilder().setQueue(CORE_IE).setMax(1).setWaitMs(60_000));
        assertThat(ie.whoAmI().getNode()).isEqualTo(IE);

        gateway.changeNetwork(yaml -> yaml.replace(
                "NTA.IE@CUSTTAX.IE: { applications: [NCTS] }",
                "NTA.IE@CUSTTAX.IE: { applications: [NCTS], get: [REPORT] }"));

        assertThat(ie.refusal(subscription).code()).isEqualTo(RefusalCode.NOT_AUTHORISED);
        assertThat(ie.refusal(get).code()).isEqualTo(RefusalCode.NOT_AUTHORISED);
        assertThat(refusal(() -> ie.get(CORE_IE, 1, 0))).isEqualTo(RefusalCode.NOT_AUTHORISED);
        assertAccepted(fr.put(fr.message(CORE_IE, "waits")));
        assertThat(ie.whoAmI().getNode()).isEqualTo(IE);
        assertThat(ie.wire().count(Frame::hasDeliver)).isZero();
    }

    @Test
    void keepsTheLastGoodNetworkFile() {
        TestGateway gateway = start();
        RawNode fr = gateway.node(FR);

        gateway.changeNetwork(yaml -> "network: demo\nenvironment: RCT\nrubbish: 1\n");

        assertAccepted(fr.put(fr.message(CORE_IE, "still allowed")));
        gateway.node(IE);
        gateway.changeNetwork(yaml -> DemoNetwork.YAML);
        assertAccepted(fr.put(fr.message(CORE_IE, "good again")));
    }

    @Test
    @Provokes(RefusalCode.CERTIFICATE_REVOKED)
    void endsTheSessionOfARevokedCertificateAndNoOther() {
        TestGateway gateway = start();
        RawNode fr = gateway.node(FR);
        RawNode de = gateway.node(DE);
        gateway.pki()
                .revoke(
                        gateway.keys(DE).tls().certificate(),
                        gateway.clock().instant(),
                        RevocationReason.KEY_COMPROMISE);
        gateway.pki().writeRevocationLists(gateway.pkiFiles().directory());

        assertThat(gateway.reloadTrust()).isTrue();

        assertThat(de.wire().awaitRefusal().code()).isEqualTo(RefusalCode.CERTIFICATE_REVOKED);
        assertThat(refusal(() -> gateway.node(DE))).isEqualTo(RefusalCode.CERTIFICATE_REVOKED);
        assertAccepted(fr.put(fr.message(CORE_IE, "not concerned")));
    }

    @Test
    void refusesSealsOfARevokedKeyOnAConnectionThatStays() {
        TestGateway gateway = start();
        RawNode fr = gateway.node(FR);
        RawMessage first = fr.message(CORE_IE, "before");
        assertAccepted(fr.put(first));
        gateway.pki()
                .revoke(
                        gateway.keys(FR).seal().certificate(),
                        gateway.clock().instant(),
                        RevocationReason.KEY_COMPROMISE);
        gateway.pki().writeRevocationLists(gateway.pkiFiles().directory());
        gateway.reloadTrust();

        assertThat(refusal(fr.put(fr.message(CORE_IE, "after")))).isEqualTo(RefusalCode.SEAL_SIGNER_REVOKED);
        assertThat(fr.wire().isOpen()).isTrue();
    }

    @Test
    void takesUpARenewedGatewayCertificate() {
        TestGateway gateway = start();
        RawNode fr = gateway.node(FR);
        assertAccepted(fr.put(RawMessage.of(fr.header(CORE_IE, REPORT_FR).setReports(1), "old key")));
        Taken old = fr.getOne(REPORT_FR);
        IssuedKey tls = gateway.pki().gateway(TestGateway.NAME, Use.TLS);
        IssuedKey seal = gateway.pki().gateway(TestGateway.NAME, Use.SEAL);
        gateway.pki().write(gateway.pkiFiles().directory());

        assertThat(gateway.reloadTrust()).isTrue();

        assertAccepted(fr.put(RawMessage.of(fr.header(CORE_IE, REPORT_FR).setReports(1), "new key")));
        Taken renewed = fr.getOne(REPORT_FR);
        assertThat(signer(renewed)).isEqualTo(seal.certificate()).isNotEqualTo(signer(old));
        gateway.verification()
                .report(
                        renewed,
                        TestGateway.NAME,
                        ReportType.COA,
                        gateway.node(IE).get(CORE_IE, 2, 5_000).stream()
                                .filter(taken -> taken.text().equals("new key"))
                                .findFirst()
                                .orElseGet(() -> gateway.node(IE).getOne(CORE_IE))
                                .message());
        assertThat(gateway.node(FR).wire().peer()).isEqualTo(tls.certificate());
    }

    private static java.security.cert.X509Certificate signer(Taken taken) {
        return new SealVerifier().verify(taken.seal()).certificate();
    }

    @Test
    void keepsTheLastGoodKeysWhileFilesDoNotFit() throws IOException {
        TestGateway gateway = start();
        RawNode fr = gateway.node(FR);
        Identity identity = Identity.gateway(TestGateway.NAME);
        CapturedLog.Section log = CapturedLog.begin();
        Files.writeString(
                gateway.pkiFiles().certificate(identity, Use.SEAL),
                gateway.pki().gateway(TestGateway.NAME, Use.SEAL).chainPem());

        assertThat(gateway.reloadTrust()).isFalse();
        gateway.reloadTrust();

        assertThat(log.lines("the last good ones stay")).hasSize(1);
        assertAccepted(fr.put(fr.message(CORE_IE, "still sealed and read")));
        gateway.node(IE);
    }

    @Test
    @Provokes(RefusalCode.CRL_UNUSABLE)
    void letsNobodyInWhoseRevocationListIsTooOld() {
        TestGateway gateway = start();
        gateway.node(FR);
        gateway.clock().advance(java.time.Duration.ofDays(8));

        assertThat(refusal(() -> gateway.node(IE))).isEqualTo(RefusalCode.CRL_UNUSABLE);
        List<X509CRL> fresh = gateway.pki().revocationLists();
        assertThat(fresh).hasSize(2);
    }
}
