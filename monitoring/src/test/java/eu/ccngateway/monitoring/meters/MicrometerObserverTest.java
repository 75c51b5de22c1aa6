package eu.ccngateway.monitoring.meters;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.gateway.observe.ExchangeObserver;
import eu.ccngateway.gateway.store.End;
import eu.ccngateway.protocol.message.NodeId;
import eu.ccngateway.protocol.message.QueueAddress;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.wire.ReportType;
import org.junit.jupiter.api.Test;

class MicrometerObserverTest {

    private static final NodeId NODE = NodeId.parse("NTA.FR@CUSTTAX.FR");
    private static final QueueAddress QUEUE = QueueAddress.parse("CORE-RCT-QUE.NCTS@CUSTTAX.IE");

    private final GatewayMeters meters = new GatewayMeters();
    private final ExchangeObserver observer = meters.observer();

    @Test
    void countsWhatItIsTold() {
        observer.sessionOpened(NODE);
        observer.sessionClosed(NODE);
        observer.received(NODE, 3, 300);
        observer.received(NODE, 2, 200);
        observer.refused(NODE, RefusalCode.NOT_AUTHORISED);
        observer.answeredAgain(NODE);
        observer.stored(NODE, QUEUE, 3, 300, 1_500_000);
        observer.delivered(QUEUE, 3, false);
        observer.ended(QUEUE, End.DELIVERED, 40);
        observer.ended(QUEUE, End.DEAD_LETTERED, 50);
        observer.reported(ReportType.COA);
        observer.committed(3, 3, 200_000, 900_000);
        observer.commitFailed();
        observer.called(QUEUE, true, 1_000_000);
        observer.connectionRefused(RefusalCode.CERTIFICATE_REVOKED);
        observer.sessionRefused(NODE, RefusalCode.FENCED);
        observer.reloaded("network", true);

        assertThat(meters.scrape().lines())
                .contains(
                        "ccn_sessions_opened_total 1.0",
                        "ccn_sessions_closed_total 1.0",
                        "ccn_messages_received_total{domain=\"CUSTTAX.FR\"} 5.0",
                        "ccn_messages_received_bytes_total{domain=\"CUSTTAX.FR\"} 500.0",
                        "ccn_messages_refused_total{code=\"NOT_AUTHORISED\",domain=\"CUSTTAX.FR\"} 1.0",
                        "ccn_messages_answered_again_total{domain=\"CUSTTAX.FR\"} 1.0",
                        "ccn_messages_stored_total{domain=\"CUSTTAX.FR\"} 3.0",
                        "ccn_messages_delivered_total{domain=\"CUSTTAX.IE\",redelivered=\"false\"} 3.0",
                        "ccn_messages_ended_total{domain=\"CUSTTAX.IE\",end=\"delivered\"} 1.0",
                        "ccn_messages_ended_total{domain=\"CUSTTAX.IE\",end=\"dead-lettered\"} 1.0",
                        "ccn_reports_issued_total{type=\"COA\"} 1.0",
                        "ccn_commits_failed_total 1.0",
                        "ccn_calls_total{answered=\"true\"} 1.0",
                        "ccn_connections_refused_total{code=\"CERTIFICATE_REVOKED\"} 1.0",
                        "ccn_sessions_ended_total{code=\"FENCED\"} 1.0",
                        "ccn_reloads_total{success=\"true\",what=\"network\"} 1.0",
                        "ccn_put_duration_seconds_count 1",
                        "ccn_put_duration_seconds_bucket{le=\"0.001\"} 0",
                        "ccn_put_duration_seconds_bucket{le=\"0.002\"} 1",
                        "ccn_commit_messages_sum 3.0");
    }

    @Test
    void exportsNothingButOurOwnNames() {
        observer.received(NODE, 1, 1);

        assertThat(meters.scrape().lines().filter(line -> !line.startsWith("#")))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("ccn_"));
    }

    @Test
    void namesNoMessage() {
        observer.refused(NODE, RefusalCode.CONFLICT);

        assertThat(meters.scrape()).doesNotContain("NTA.FR");
    }
}
