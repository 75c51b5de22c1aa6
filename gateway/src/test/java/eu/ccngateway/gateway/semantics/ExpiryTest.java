package eu.ccngateway.gateway.semantics;

import static eu.ccngateway.gateway.testkit.DemoNetwork.CORE_IE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.FR;
import static eu.ccngateway.gateway.testkit.DemoNetwork.IE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.REPORT_FR;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.gateway.store.End;
import eu.ccngateway.gateway.testkit.GatewayTest;
import eu.ccngateway.gateway.testkit.Provokes;
import eu.ccngateway.gateway.testkit.RawMessage;
import eu.ccngateway.gateway.testkit.RawNode;
import eu.ccngateway.gateway.testkit.Taken;
import eu.ccngateway.gateway.testkit.TestGateway;
import eu.ccngateway.protocol.message.WantedReports;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.wire.Outcome;
import eu.ccngateway.protocol.wire.ReportType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpiryTest extends GatewayTest {

    private TestGateway gateway;
    private RawNode fr;
    private RawNode ie;

    private void connect() {
        gateway = start();
        fr = gateway.node(FR);
        ie = gateway.node(IE);
    }

    private RawMessage expiring(String text) {
        return RawMessage.of(
                fr.header(CORE_IE, REPORT_FR)
                        .setReports(WantedReports.EXPIRATION.bit())
                        .setExpiresMs(gateway.clock().millis() + 60_000),
                text);
    }

    @Test
    @Provokes(RefusalCode.EXPIRED)
    void refusesAMessageThatExpiredBeforeItCame() {
        connect();
        RawMessage late =
                RawMessage.of(fr.header(CORE_IE).setExpiresMs(gateway.clock().millis() - 1), "late");

        assertThat(refusal(fr.put(late))).isEqualTo(RefusalCode.EXPIRED);
    }

    @Test
    void expiresAMessageThatNobodyAskedFor() {
        connect();
        RawMessage message = expiring("unwanted");
        fr.put(message);

        gateway.clock().advance(Duration.ofMinutes(2));
        gateway.memory().expire();

        Taken report = fr.getOne(REPORT_FR);
        gateway.verification().report(report, TestGateway.NAME, ReportType.EXPIRATION, message);
        eventually(() -> assertThat(ie.depth(CORE_IE).getMessages()).isZero());
        assertThat(ie.get(CORE_IE, 1, 0)).isEmpty();
        assertThat(gateway.observer().ended(End.EXPIRED)).isEqualTo(1);
    }

    @Test
    void expiresAMessageThatWaitsInTheWindow() {
        connect();
        long subscription = ie.subscribe(CORE_IE, 1);
        fr.put(fr.seal(fr.message(CORE_IE, "first"), expiring("waits"), fr.message(CORE_IE, "last")));
        Taken first = ie.pushed(subscription).get(0);

        gateway.clock().advance(Duration.ofMinutes(2));
        assertThat(fr.getOne(REPORT_FR).header().getReport().getType()).isEqualTo(ReportType.EXPIRATION);
        ie.acknowledge(first);
        ie.credit(subscription, 10);

        assertThat(texts(ie.pushed(subscription))).containsExactly("last");
        assertThat(ie.depth(CORE_IE).getMessages()).isEqualTo(1);
    }

    @Test
    void doesNotExpireAMessageOnLeaseButOnceItComesBack() {
        connect();
        fr.put(expiring("held"));
        Taken held = ie.getOne(CORE_IE);
        gateway.clock().advance(Duration.ofMinutes(2));
        gateway.memory().expire();
        assertThat(fr.get(REPORT_FR, 1, 300)).isEmpty();

        ie.settle(Outcome.RELEASE, held);

        assertThat(fr.getOne(REPORT_FR).header().getReport().getType()).isEqualTo(ReportType.EXPIRATION);
        assertThat(ie.get(CORE_IE, 1, 0)).isEmpty();
    }

    @Test
    void acknowledgesAMessageThatExpiredOnLease() {
        connect();
        fr.put(expiring("held"));
        Taken held = ie.getOne(CORE_IE);
        gateway.clock().advance(Duration.ofMinutes(2));

        ie.acknowledge(held);

        assertThat(gateway.observer().ended(End.DELIVERED)).isEqualTo(1);
        assertThat(gateway.observer().ended(End.EXPIRED)).isZero();
    }

    @Test
    void expiresOnlyWhatIsLeftOfAParcel() {
        connect();
        fr.put(fr.seal(expiring("a"), expiring("b"), expiring("c")));
        List<Taken> taken = takeAll(ie, CORE_IE, 3);
        ie.acknowledge(taken.get(1));

        gateway.clock().advance(Duration.ofMinutes(2));
        ie.settle(Outcome.RELEASE, taken.get(0), taken.get(2));

        takeAll(fr, REPORT_FR, 2);
        eventually(() -> assertThat(gateway.observer().ended(End.EXPIRED)).isEqualTo(2));
        assertThat(gateway.observer().ended(End.DELIVERED)).isEqualTo(1);
        assertThat(ie.depth(CORE_IE).getMessages()).isZero();
    }

    @Test
    void expiresAPartOfAParcelAfterARestart() {
        connect();
        fr.put(fr.seal(expiring("a"), expiring("b")));
        ie.acknowledge(takeAll(ie, CORE_IE, 2).get(0));
        gateway.restart();

        gateway.clock().advance(Duration.ofMinutes(2));
        gateway.memory().expire();

        fr = gateway.node(FR);
        assertThat(takeAll(fr, REPORT_FR, 1)).hasSize(1);
        eventually(
                () -> assertThat(gateway.node(IE).depth(CORE_IE).getMessages()).isZero());
        assertThat(gateway.observer().ended(End.EXPIRED)).isEqualTo(1);
    }
}
