package eu.ccngateway.node;

import static eu.ccngateway.node.TestNetwork.CORE_FR;
import static eu.ccngateway.node.TestNetwork.TO_IE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import eu.ccngateway.protocol.wire.Frame.BodyCase;
import eu.ccngateway.protocol.wire.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClosingTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final TestNetwork network = new TestNetwork();
    private final ScriptedGateway gateway = new ScriptedGateway(network);

    @AfterEach
    void close() {
        gateway.close();
        assertThat(gateway.faults).isEmpty();
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith("ccn-node-NTA.FR"))
                .toList();
    }

    @Test
    void waitsForWhatIsOnItsWayAndSettlesWhatWasAcknowledged() {
        List<Received> received = new CopyOnWriteArrayList<>();
        Node node = Node.connect(network.config(gateway).build());
        node.subscribe(CORE_FR, 4, message -> {
            received.add(message);
            message.acknowledge();
        });
        SealedMessages messages = SealedMessages.texts(network, "a", "b");
        gateway.peer().deliver(gateway.peer().subscription(), messages, messages.deliveries(1));
        await().until(() -> received.size() == 2);
        Put put = node.put(TestNetwork.message(TO_IE, new byte[10]));
        node.close();
        assertThat(put).isCompleted();
        assertThat(gateway.peer().settles.stream()
                        .flatMap(settle -> settle.getRangesList().stream())
                        .mapToLong(range -> range.getLast() - range.getFirst() + 1)
                        .sum())
                .isEqualTo(2);
        assertThat(gateway.peer().settles).allMatch(settle -> settle.getOutcome() == Outcome.ACKNOWLEDGE);
        await().until(() -> !gateway.peer().heads(BodyCase.GOODBYE).isEmpty());
    }

    @Test
    void leavesNoThreadBehind() {
        await().until(() -> threads().isEmpty());
        Node node = Node.connect(network.config(gateway).build());
        node.subscribe(CORE_FR, 4, Received::acknowledge);
        node.put(TestNetwork.message(TO_IE, new byte[10])).await();
        node.serve(CORE_FR, call -> call.answer("X").build());
        node.close();
        node.close();
        await().until(() -> threads().isEmpty());
    }

    @Test
    void tellsWhoStillWaitsForTheGateway() {
        gateway.script = (peer, frame) -> frame.head().hasGet() || frame.head().hasDepth();
        Node node = Node.connect(network.config(gateway).build());
        CompletableFuture<Object> getting =
                CompletableFuture.supplyAsync(() -> node.get(CORE_FR, Duration.ofSeconds(60)));
        CompletableFuture<Object> asking = CompletableFuture.supplyAsync(() -> node.depth(CORE_FR));
        await().until(() -> gateway.peer().heads(BodyCase.GET).size()
                        + gateway.peer().heads(BodyCase.DEPTH).size()
                == 2);
        node.close();
        assertThat(getting).failsWithin(SOON).withThrowableThat().havingCause().isInstanceOf(NodeClosed.class);
        assertThat(asking).failsWithin(SOON).withThrowableThat().havingCause().isInstanceOf(NodeClosed.class);
    }

    @Test
    void everyVerbSaysThatTheNodeIsClosed() {
        Node node = Node.connect(network.config(gateway).build());
        node.close();
        assertThat(node.isConnected()).isFalse();
        assertThatThrownBy(() -> node.put(TestNetwork.message(TO_IE, new byte[0])))
                .isInstanceOf(NodeClosed.class);
        assertThatThrownBy(() -> node.get(CORE_FR, SOON)).isInstanceOf(NodeClosed.class);
        assertThatThrownBy(() -> node.browse(CORE_FR, SOON)).isInstanceOf(NodeClosed.class);
        assertThatThrownBy(() -> node.depth(CORE_FR)).isInstanceOf(NodeClosed.class);
        assertThatThrownBy(node::whoAmI).isInstanceOf(NodeClosed.class);
        assertThatThrownBy(() -> node.subscribe(CORE_FR, 1, message -> {})).isInstanceOf(NodeClosed.class);
        assertThatThrownBy(() -> node.serve(CORE_FR, call -> call.answer("X").build()))
                .isInstanceOf(NodeClosed.class);
        assertThatThrownBy(() -> node.call(TestNetwork.message(TO_IE, new byte[0]), SOON))
                .isInstanceOf(NodeClosed.class);
    }

    @Test
    void mayBeDoneByAHandler() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        Node node = Node.connect(network.config(gateway).build());
        node.subscribe(CORE_FR, 4, message -> {
            message.acknowledge();
            node.close();
            closed.complete(null);
        });
        SealedMessages messages = SealedMessages.texts(network, "last");
        gateway.peer().deliver(gateway.peer().subscription(), messages, messages.deliveries(1));
        assertThat(closed).succeedsWithin(SOON);
        assertThat(gateway.peer().settles).hasSize(1);
    }

    @Test
    void aNodeThatCouldNotConnectLeavesNoThreadBehind() {
        await().until(() -> threads().isEmpty());
        NodeConfig.Builder config = network.config(gateway).environment("PROD");
        assertThatThrownBy(() -> Node.connect(config.build())).isInstanceOf(NodeException.class);
        await().until(() -> threads().isEmpty());
    }
}
