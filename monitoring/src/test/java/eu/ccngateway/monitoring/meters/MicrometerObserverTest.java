package eu.ccngateway.monitoring.meters;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.gateway.observe.ExchangeObserver;
import eu.ccngateway.gateway.store.End;
import eu.ccngateway.protocol.message.NodeId;
import eu.ccngateway.protocol.message.QueueAddress;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import eu.ccngateway.protocol.wire.ReportType;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class MicrometerObserverTest {

    private static final NodeId NODE = NodeId.parse("NTA.FR@CUSTTAX.FR");
    private static final QueueAddress QUEUE = QueueAddress.parse("CORE-RCT-QUE.NCTS@CUSTTAX.IE");

    private final GatewayMeters meters = new GatewayMeters(Clock.systemUTC(), "1.2.3", CodAges.USUAL);
    private final ExchangeObserver observer = meters.observer();

    @Test
    void countsWhatItIsTold() {
        observer.sessionOpened(NODE);
        observer.sessionClosed(NODE);
        observer.received(NODE, 3, 300);
        observer.received(NODE, 2, 200);
        observer.refused(NODE, "", new RefusedException(RefusalCode.NOT_AUTHORISED, "why"));
        observer.answeredAgain(NODE);
        observer.stored(NODE, QUEUE, 3, 300, 1_500_000);
        observer.delivered(QUEUE, 3, false, System.currentTimeMillis());
        observer.ended(QUEUE, End.DELIVERED, 0, 40);
        observer.ended(QUEUE, End.DEAD_LETTERED, RefusalCode.BACKED_OUT.number(), 50);
        observer.reported(ReportType.COA, 1);
        observer.committed(3, 3, 200_000, 900_000);
        observer.commitFailed();
        observer.called(QUEUE, true, 1_000_000);
        observer.connectionRefused(RefusalCode.CERTIFICATE_REVOKED);
        observer.sessionRefused(NODE, RefusalCode.FENCED);
        observer.reloaded("network", true);

        assertThat(meters.scrape().lines())
                .contains(
                        "ccn_handshakes_total{result=\"admitted\"} 1.0",
                        "ccn_handshakes_total{result=\"tls_failed\"} 0.0",
                        "ccn_handshakes_total{result=\"CERTIFICATE_REVOKED\"} 1.0",
                        "ccn_sessions_closed_total 1.0",
                        "ccn_messages_received_total{domain=\"CUSTTAX.FR\"} 5.0",
                        "ccn_messages_received_bytes_total{domain=\"CUSTTAX.FR\"} 500.0",
                        "ccn_messages_refused_total{application=\"none\",code=\"NOT_AUTHORISED\",domain=\"CUSTTAX.FR\"} 1.0",
                        "ccn_messages_answered_again_total{domain=\"CUSTTAX.FR\"} 1.0",
                        "ccn_messages_stored_total{application=\"none\",domain=\"CUSTTAX.FR\"} 3.0",
                        "ccn_messages_stored_bytes_total{application=\"none\",domain=\"CUSTTAX.FR\"} 300.0",
                        "ccn_messages_delivered_total{application=\"none\",domain=\"CUSTTAX.IE\",redelivered=\"false\"} 3.0",
                        ended("delivered", "none") + " 1.0",
                        ended("dead-lettered", "BACKED_OUT") + " 1.0",
                        ended("expired", "none") + " 0.0",
                        "ccn_reports_issued_total{type=\"coa\"} 1.0",
                        "ccn_reports_issued_total{type=\"expiration\"} 0.0",
                        "ccn_commits_failed_total 1.0",
                        "ccn_calls_total{answered=\"true\",application=\"none\"} 1.0",
                        "ccn_sessions_ended_total{code=\"FENCED\"} 1.0",
                        "ccn_reloads_total{success=\"true\",what=\"network\"} 1.0",
                        "ccn_put_to_coa_seconds_count 1",
                        "ccn_put_to_coa_seconds_bucket{le=\"0.001\"} 0",
                        "ccn_put_to_coa_seconds_bucket{le=\"0.002\"} 1",
                        "ccn_commit_messages_sum 3.0")
                .anyMatch(line -> line.startsWith("ccn_build_info{") && line.contains("version=\"1.2.3\""));
    }

    @Test
    void exportsNothingButOurOwnNames() {
        observer.received(NODE, 1, 1);

        assertThat(meters.scrape().lines().filter(line -> !line.startsWith("#")))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("ccn_"));
    }

    /** Queues of one application share their counters with each other. */
    @Test
    void countsAMessageOnceInItsFigures() {
        observer.ended(QUEUE, End.DELIVERED, 0, 40);
        observer.reportsQueued(QueueAddress.parse("REPORT-RCT-QUE.NCTS@CUSTTAX.IE"), 1);
        observer.ended(QueueAddress.parse("ADMIN-RCT-QUE.NCTS@CUSTTAX.IE"), End.DELIVERED, 0, 40);

        assertThat(meters.figures().total().delivered()).isEqualTo(2);
    }

    @Test
    void namesNoMessage() {
        observer.refused(NODE, QUEUE.toString(), new RefusedException(RefusalCode.CONFLICT, "why"));

        assertThat(meters.scrape()).doesNotContain("NTA.FR");
    }

    private static String ended(String end, String code) {
        return "ccn_messages_ended_total{application=\"none\",code=\"" + code + "\",domain=\"CUSTTAX.IE\",end=\"" + end
                + "\"}";
    }
}
