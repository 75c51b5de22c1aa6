package eu.ccngateway.node;

import static eu.ccngateway.node.TestNetwork.REPORT_FR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import eu.ccngateway.protocol.message.MessageId;
import eu.ccngateway.protocol.wire.Delivery;
import eu.ccngateway.protocol.wire.Frame.BodyCase;
import eu.ccngateway.protocol.wire.Outcome;
import eu.ccngateway.protocol.wire.ReportType;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several messages may be reported in one: the program sees as many reports. */
class ReportsTogetherTest {

    private final TestNetwork network = new TestNetwork();
    private final ScriptedGateway gateway = new ScriptedGateway(network);
    private final List<Received> open = new CopyOnWriteArrayList<>();
    private final List<ByteString> originals =
            Stream.generate(SealedMessages::freshId).limit(3).toList();
    private final SealedMessages report = SealedMessages.together(network, ReportType.COD, originals);

    @AfterEach
    void close() {
        gateway.close();
        assertThat(gateway.faults).isEmpty();
    }

    private ScriptedPeer deliver(Delivery.Builder delivery) {
        ScriptedPeer peer = gateway.peer();
        peer.deliver(peer.subscription(), report, List.of(delivery.build()));
        return peer;
    }

    private static MessageId id(ByteString id) {
        return MessageId.of(id.toByteArray());
    }

    @Test
    void areHandedOverAndSettledOneByOne() {
        try (Node node = Node.connect(network.config(gateway).build());
                Subscription subscription = node.subscribe(REPORT_FR, 8, open::add)) {
            ScriptedPeer peer = deliver(report.delivery(0, 10).setRows(3));
            await().until(() -> open.size() == 3);
            open.get(1).acknowledge().join();

            for (int i = 0; i < 3; i++) {
                Received one = open.get(i);
                Report.CoD cod = (Report.CoD) one.report().orElseThrow();
                assertThat(cod.about().id()).isEqualTo(id(originals.get(i)));
                assertThat(cod.about().acceptance().value()).isEqualTo(70 + i);
                assertThat(cod.receiver()).isEqualTo(TestNetwork.IE);
                assertThat(one.message().correlationId()).contains(id(originals.get(i)));
                assertThat(one.message().id()).contains(one.id());
                assertThat(one.message().payload()).isEmpty();
                assertThat(one.acceptance().value()).isEqualTo(500 + i);
                assertThat(one.evidence().rows().orElseThrow().size()).isEqualTo(3);
            }
            assertThat(open.stream().map(Received::id).distinct()).hasSize(3);
            assertThat(peer.settles).singleElement().satisfies(settle -> {
                assertThat(settle.getOutcome()).isEqualTo(Outcome.ACKNOWLEDGE);
                assertThat(settle.getRanges(0).getFirst()).isEqualTo(11);
                assertThat(settle.getRanges(0).getLast()).isEqualTo(11);
            });
            assertThat(subscription.queue()).isEqualTo(REPORT_FR);
        }
    }

    @Test
    void comeInPart() {
        try (Node node = Node.connect(network.config(gateway).build());
                Subscription subscription = node.subscribe(REPORT_FR, 8, open::add)) {
            deliver(report.delivery(0, 1).setRows(1).setFirstRow(2));
            await().until(() -> open.size() == 1);

            assertThat(open.get(0).report().orElseThrow().about().id()).isEqualTo(id(originals.get(2)));
            assertThat(open.get(0).acceptance().value()).isEqualTo(500);
            assertThat(subscription.queue()).isEqualTo(REPORT_FR);
        }
    }

    @Test
    void areKnownAgainAfterALostConnection() {
        try (Node node = Node.connect(network.config(gateway).build());
                Subscription subscription = node.subscribe(REPORT_FR, 8, open::add)) {
            deliver(report.delivery(0, 1).setRows(3));
            await().until(() -> open.size() == 3);
            int before = gateway.connections();
            gateway.cutAll();
            await().until(() -> gateway.connections() > before
                    && !gateway.peer().heads(BodyCase.SUBSCRIBE).isEmpty());
            // The first row went another way meanwhile.
            ScriptedPeer peer =
                    deliver(report.delivery(0, 1).setRows(2).setFirstRow(1).setRedelivered(true));
            await().until(() -> node.counts().suppressed() == 2);
            open.get(2).acknowledge().join();

            assertThat(peer.settles)
                    .singleElement()
                    .satisfies(
                            settle -> assertThat(settle.getRanges(0).getFirst()).isEqualTo(2));
            assertThat(open).hasSize(3);
            assertThat(subscription.queue()).isEqualTo(REPORT_FR);
        }
    }

    @Test
    void endTheConnectionIfThereAreNoSuchRows() {
        try (Node node = Node.connect(network.config(gateway).build());
                Subscription subscription = node.subscribe(REPORT_FR, 8, open::add)) {
            int before = gateway.connections();
            deliver(report.delivery(0, 1).setRows(3).setFirstRow(1));
            await().until(() -> gateway.connections() > before);

            assertThat(open).isEmpty();
            assertThat(subscription.queue()).isEqualTo(REPORT_FR);
        }
    }
}
