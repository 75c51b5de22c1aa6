package eu.ccngateway.gateway.semantics;

import static eu.ccngateway.gateway.testkit.DemoNetwork.CORE_DE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.CORE_IE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.DE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.FR;
import static eu.ccngateway.gateway.testkit.DemoNetwork.IE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.REPORT_FR;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.gateway.testkit.GatewayTest;
import eu.ccngateway.gateway.testkit.RawMessage;
import eu.ccngateway.gateway.testkit.RawNode;
import eu.ccngateway.gateway.testkit.Taken;
import eu.ccngateway.gateway.testkit.TestGateway;
import eu.ccngateway.gateway.testkit.Verification;
import eu.ccngateway.protocol.message.WantedReports;
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
    void reportsOnAReportToNobody() {
        TestGateway gateway = start();
        RawNode fr = gateway.node(FR);
        fr.put(asking(fr, CORE_IE, WantedReports.COA.bit()));

        fr.acknowledge(fr.getOne(REPORT_FR));

        assertThat(fr.depth(REPORT_FR).getMessages()).isZero();
        assertThat(gateway.observer().issued(ReportType.COD)).isZero();
    }
}
