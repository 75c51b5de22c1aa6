package eu.ccngateway.gateway.semantics;

import static eu.ccngateway.gateway.testkit.DemoNetwork.CORE_DE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.CORE_IE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.DE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.FR;
import static eu.ccngateway.gateway.testkit.DemoNetwork.IE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.REPORT_FR;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.gateway.delivery.DeadLetters;
import eu.ccngateway.gateway.testkit.GatewayTest;
import eu.ccngateway.gateway.testkit.RawMessage;
import eu.ccngateway.gateway.testkit.RawNode;
import eu.ccngateway.gateway.testkit.Taken;
import eu.ccngateway.gateway.testkit.TestGateway;
import eu.ccngateway.gateway.testkit.Verification;
import eu.ccngateway.protocol.message.WantedReports;
import eu.ccngateway.protocol.wire.Outcome;
import eu.ccngateway.protocol.wire.PutResult;
import eu.ccngateway.protocol.wire.Report;
import eu.ccngateway.protocol.wire.ReportType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportsTest extends GatewayTest {

    @Test
    void confirmsArrivalAndThenDelivery() {
        TestGateway gateway = start();
        RawNode fr = gateway.node(FR);
        RawNode ie = gateway.node(IE);
        RawMessage message = asking(fr, CORE_IE, WantedReports.ALL);

        PutResult result = fr.put(message);
        Taken coa = fr.getOne(REPORT_FR);
        fr.acknowledge(coa);
        assertThat(fr.get(REPORT_FR, 1, 0)).as("a CoD before the delivery").isEmpty();
        ie.acknowledge(ie.getOne(CORE_IE));
        Taken cod = fr.getOne(REPORT_FR);
        fr.acknowledge(cod);

        Verification careful = gateway.verification();
        careful.report(coa, TestGateway.NAME, ReportType.COA, message);
        careful.report(cod, TestGateway.NAME, ReportType.COD, message);
        Report confirmed = cod.header().getReport();
        assertThat(confirmed.getAcceptance()).isEqualTo(result.getAcceptance());
        assertThat(confirmed.getReceiver()).isEqualTo(IE);
        assertThat(coa.header().getReport().getAtMs()).isEqualTo(result.getAcceptedAtMs());
        assertThat(gateway.observer().issued(ReportType.COA)).isEqualTo(1);
        assertThat(gateway.observer().issued(ReportType.COD)).isEqualTo(1);
        assertThat(fr.depth(REPORT_FR).getMessages()).isZero();
    }

    private static RawMessage asking(RawNode node, String to, int reports) {
        return RawMessage.of(node.header(to, REPORT_FR).setReports(reports), "payload");
    }

    @Test
    void sendsNoReportThatWasNotAskedFor() {
        TestGateway gateway = start();
        RawNode fr = gateway.node(FR);
        RawNode ie = gateway.node(IE);
        RawMessage silent = asking(fr, CORE_IE, 0);
        RawMessage arrivalOnly = asking(fr, CORE_IE, WantedReports.COA.bit());
        RawMessage deliveryOnly = asking(fr, CORE_IE, WantedReports.COD.bit());

        fr.put(fr.seal(silent, arrivalOnly, deliveryOnly));
        ie.acknowledge(takeAll(ie, CORE_IE, 3));
        List<Taken> reports = takeAll(fr, REPORT_FR, 2);
        fr.acknowledge(reports);

        Verification careful = gateway.verification();
        careful.report(reports.get(0), TestGateway.NAME, ReportType.COA, arrivalOnly);
        careful.report(reports.get(1), TestGateway.NAME, ReportType.COD, deliveryOnly);
        assertThat(fr.depth(REPORT_FR).getMessages()).isZero();
    }

    @Test
    void sealsTheReportsOfAWholeBatchOnce() {
        TestGateway gateway = start();
        RawNode fr = gateway.node(FR);
        List<RawMessage> messages = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            messages.add(asking(fr, i % 2 == 0 ? CORE_IE : CORE_DE, WantedReports.ALL));
        }

        fr.put(fr.seal(messages));
        List<Taken> coas = takeAll(fr, REPORT_FR, 100);

        assertThat(coas.stream().map(Taken::seal).distinct()).hasSize(1);
        Verification careful = gateway.verification();
        for (int i = 0; i < 100; i++) {
            careful.report(coas.get(i), TestGateway.NAME, ReportType.COA, messages.get(i));
        }
        fr.acknowledge(coas);
        RawNode ie = gateway.node(IE);
        ie.acknowledge(takeAll(ie, CORE_IE, 50));
        RawNode de = gateway.node(DE);
        de.acknowledge(takeAll(de, CORE_DE, 50));
        assertThat(takeAll(fr, REPORT_FR, 100))
                .extracting(taken -> taken.header().getReport().getType())
                .containsOnly(ReportType.COD);
    }

    @Test
    void tellsOfSeveralMessagesInOneWhereItMay() {
        TestGateway gateway = start();
        RawNode fr = gateway.node(FR);
        RawNode ie = gateway.node(IE);
        List<RawMessage> messages = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            messages.add(asking(fr, i % 3 == 0 ? CORE_DE : CORE_IE, WantedReports.ALL + WantedReports.TOGETHER));
        }

        List<PutResult> results = fr.put(fr.seal(messages));
        List<Taken> coas = takeAll(fr, REPORT_FR, 300);
        fr.acknowledge(coas);
        ie.acknowledge(takeAll(ie, CORE_IE, 200));
        List<Taken> cods = takeAll(fr, REPORT_FR, 200);
        fr.acknowledge(cods);

        // 100 for Germany and 200 for Ireland, of which 128 fill one.
        assertThat(coas.stream().map(taken -> taken.sealed().id()).distinct()).hasSize(3);
        assertThat(coas.stream().map(taken -> taken.header().getId()).distinct())
                .hasSize(300);
        assertThat(coas.stream().map(taken -> taken.delivery().getAcceptance()).distinct())
                .hasSize(300);
        Verification careful = gateway.verification();
        coas.forEach(coa -> careful.report(coa, TestGateway.NAME, ReportType.COA, original(messages, coa)));
        cods.forEach(cod -> careful.report(cod, TestGateway.NAME, ReportType.COD, original(messages, cod)));
        assertThat(coas.stream().map(coa -> coa.header().getReport().getAcceptance()))
                .containsExactlyInAnyOrderElementsOf(
                        results.stream().map(PutResult::getAcceptance).toList());
        assertThat(gateway.observer().issued(ReportType.COA)).isEqualTo(300);
        assertThat(fr.depth(REPORT_FR).getMessages()).isZero();
    }

    private static RawMessage original(List<RawMessage> messages, Taken report) {
        return messages.stream()
                .filter(message ->
                        message.id().equals(report.header().getReport().getOriginalId()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void settlesEachOfTheReportsThatCameTogether() {
        TestGateway gateway = start();
        RawNode fr = gateway.node(FR);
        List<RawMessage> messages = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            messages.add(asking(fr, CORE_IE, WantedReports.COA.bit() + WantedReports.TOGETHER));
        }
        fr.put(fr.seal(messages));

        List<Taken> four = fr.get(REPORT_FR, 4, 30_000);
        List<Taken> rest = fr.get(REPORT_FR, 10, 30_000);
        fr.acknowledge(four.get(1), rest.get(5));
        fr.settle(Outcome.ROLLBACK, four.get(2));
        fr.settle(Outcome.RELEASE, four.get(0), four.get(3));
        List<Taken> again = takeAll(fr, REPORT_FR, 3);

        assertThat(four).hasSize(4);
        assertThat(rest).hasSize(6);
        assertThat(again)
                .extracting(taken -> taken.header().getCorrelationId())
                .containsExactly(
                        messages.get(0).id(),
                        messages.get(2).id(),
                        messages.get(3).id());
        assertThat(again).extracting(taken -> taken.delivery().getBackouts()).containsExactly(0, 1, 0);
        assertThat(fr.depth(REPORT_FR).getMessages()).isEqualTo(8);
    }

    @Test
    void deadLettersOneOfTheReportsThatCameTogether() {
        TestGateway gateway = start();
        RawNode fr = gateway.node(FR);
        List<RawMessage> messages = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            messages.add(asking(fr, CORE_IE, WantedReports.COA.bit() + WantedReports.TOGETHER));
        }
        fr.put(fr.seal(messages));
        List<Taken> three = fr.get(REPORT_FR, 3, 30_000);
        Taken poison = three.get(1);
        fr.acknowledge(three.get(0));
        while (gateway.gateway().deadLetters().count() == 0) {
            fr.settle(Outcome.ROLLBACK, poison);
            List<Taken> again = fr.get(REPORT_FR, 1, 500);
            poison = again.isEmpty() ? poison : again.get(0);
        }

        DeadLetters.Letter letter = gateway.gateway().deadLetters().list(10).get(0);
        assertThat(letter.header().getId()).isEqualTo(three.get(1).header().getId());
        assertThat(gateway.gateway()
                        .deadLetters()
                        .retry(letter.id(), "operator")
                        .toCompletableFuture()
                        .join())
                .isTrue();
        Taken revived = fr.getOne(REPORT_FR);
        gateway.verification().report(revived, TestGateway.NAME, ReportType.COA, messages.get(1));
        fr.acknowledge(revived, three.get(2));
        assertThat(fr.depth(REPORT_FR).getMessages()).isZero();
    }

    @Test
    void reportsOnAReportToNobody() {
        TestGateway gateway = start();
        RawNode fr = gateway.node(FR);
        fr.put(asking(fr, CORE_IE, WantedReports.COA.bit()));

        fr.acknowledge(fr.getOne(REPORT_FR));

        assertThat(fr.depth(REPORT_FR).getMessages()).isZero();
        assertThat(gateway.observer().issued(ReportType.COD)).isZero();
    }
}
