package eu.ccngateway.gateway.semantics;

import static eu.ccngateway.gateway.testkit.DemoNetwork.CORE_IE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.FR;
import static eu.ccngateway.gateway.testkit.DemoNetwork.IE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.REPORT_FR;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import eu.ccngateway.gateway.delivery.QueuePeek;
import eu.ccngateway.gateway.network.QueueSpec;
import eu.ccngateway.gateway.testkit.GatewayTest;
import eu.ccngateway.gateway.testkit.RawMessage;
import eu.ccngateway.gateway.testkit.RawNode;
import eu.ccngateway.gateway.testkit.Taken;
import eu.ccngateway.gateway.testkit.TestGateway;
import eu.ccngateway.protocol.wire.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueuePeekTest extends GatewayTest {

    private TestGateway gateway;
    private RawNode fr;

    private RawMessage message(String id, int priority) {
        return RawMessage.of(
                fr.header(CORE_IE, REPORT_FR)
                        .setCorrelationId(ByteString.copyFromUtf8(String.format("%-24s", id)))
                        .setPriorityPlus1(priority + 1),
                "payload of " + id);
    }

    private List<QueuePeek.Peeked> look(int max) {
        QueueSpec queue = gateway.gateway().network().queues().stream()
                .filter(spec -> spec.address().toString().equals(CORE_IE))
                .findFirst()
                .orElseThrow();
        return gateway.gateway().peek().look(queue, max);
    }

    private static List<String> names(List<QueuePeek.Peeked> peeked) {
        return peeked.stream()
                .map(message ->
                        message.header().getCorrelationId().toStringUtf8().strip())
                .toList();
    }

    private void start(int messages) {
        gateway = start();
        fr = gateway.node(FR);
        List<RawMessage> all = new ArrayList<>();
        for (int i = 0; i < messages; i++) {
            all.add(message("n" + i, 5));
        }
        if (messages > 0) {
            fr.put(fr.seal(all));
        }
    }

    @Test
    void showsHeadersInOrderAndTakesNothing() {
        start(3);
        fr.put(fr.seal(message("urgent", 9)));

        assertThat(names(look(10))).containsExactly("urgent", "n0", "n1", "n2");
        QueuePeek.Peeked first = look(1).get(0);
        assertThat(first.header().getSender()).isEqualTo(FR);
        assertThat(first.payloadLength()).isEqualTo("payload of urgent".length());
        assertThat(first.priority()).isEqualTo(9);
        assertThat(first.isInHand()).isFalse();
        assertThat(texts(takeAll(gateway.node(IE), CORE_IE, 4))).hasSize(4);
    }

    @Test
    void showsWhatIsInANodesHandsAndNotWhatHasLeft() {
        start(4);
        RawNode ie = gateway.node(IE);
        Taken gone = ie.getOne(CORE_IE);
        ie.acknowledge(gone);
        Taken held = ie.getOne(CORE_IE);

        eventually(() -> assertThat(names(look(10))).containsExactly("n1", "n2", "n3"));
        assertThat(look(10)).extracting(QueuePeek.Peeked::isInHand).containsExactly(true, false, false);

        ie.settle(Outcome.ROLLBACK, held);
        eventually(() -> assertThat(look(10).get(0).backOuts()).isEqualTo(1));
        ie.close();
        eventually(() -> assertThat(names(look(10))).containsExactly("n1", "n2", "n3"));
    }

    @Test
    void isBoundedAndKnowsAnEmptyQueue() {
        start(0);
        assertThat(look(10)).isEmpty();
        List<RawMessage> all = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            all.add(message("n" + i, 5));
        }
        fr.put(fr.seal(all));
        assertThat(look(5)).hasSize(5);
        assertThat(look(1_000)).hasSize(QueuePeek.MAX);
    }
}
