package eu.ccngateway.node;

import static eu.ccngateway.node.TestNetwork.TO_IE;
import static eu.ccngateway.node.TestNetwork.TO_PL;
import static eu.ccngateway.node.TestNetwork.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.wire.Frame;
import eu.ccngateway.protocol.wire.Frame.BodyCase;
import eu.ccngateway.protocol.wire.Goodbye;
import eu.ccngateway.protocol.wire.Hello;
import eu.ccngateway.protocol.wire.Ping;
import eu.ccngateway.protocol.wire.PutResults;
import eu.ccngateway.protocol.wire.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReconnectTest {

    private final TestNetwork network = new TestNetwork();
    private final ScriptedGateway gateway = new ScriptedGateway(network);

    @AfterEach
    void close() {
        gateway.close();
        assertThat(gateway.faults).isEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void losesAndDoublesNothingWhenTheConnectionIsCutAtAnyByte() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<Put> puts = new ArrayList<>();
        try (Node node = Node.connect(network.config(gateway).build())) {
            for (int round = 0; round < 8; round++) {
                gateway.cutNextAfter = 2_500L + random.nextInt(60_000);
                gateway.cutAll();
                for (int i = 0; i < 40; i++) {
                    byte[] payload = new byte[random.nextInt(3_000)];
                    puts.add(node.put(message(random.nextBoolean() ? TO_PL : TO_IE, payload)));
                }
            }
            gateway.cutNextAfter = -1;
            puts.forEach(Put::await);
        }
        assertThat(gateway.acceptedAnew).as("seed %d", seed).hasSize(puts.size());
        assertThat(gateway.acceptedAnew.values()).as("seed %d", seed).containsOnly(1);
    }

    @Test
    void sendsOnlyUnansweredMessagesAgainUnderTheirOldSeal() {
        gateway.isAnsweringPuts = false;
        NodeOptions options = TestNetwork.options().batchesInFlight(1).build();
        try (Node node = Node.connect(network.config(gateway).options(options).build())) {
            Put first = node.put(message(TO_IE, bytes("alone")));
            await().until(() -> gateway.taken.size() == 1);
            // One of these is answered, the others are not.
            gateway.script = (peer, frame) -> {
                if (!frame.head().hasPutBatch()
                        || frame.head().getPutBatch().getSeal().getSize() < 4) {
                    return false;
                }
                Frame.Builder results = Frame.newBuilder()
                        .setPutResults(PutResults.newBuilder()
                                .setRequest(frame.head().getPutBatch().getRequest())
                                .addResults(ScriptedGateway.refuse(RefusalCode.HEADER_INVALID, "no"))
                                .addResults(ScriptedGateway.refuse(RefusalCode.STORE_UNAVAILABLE, "later"))
                                .addResults(ScriptedGateway.refuse(RefusalCode.STORE_UNAVAILABLE, "later"))
                                .addResults(ScriptedGateway.refuse(RefusalCode.STORE_UNAVAILABLE, "later")));
                gateway.script = (p, f) -> false;
                peer.send(results);
                return true;
            };
            List<Put> batch = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                batch.add(node.put(message(TO_IE, bytes("m" + i))));
            }
            gateway.isAnsweringPuts = true;
            gateway.cutAll();
            first.await();
            assertThatThrownBy(() -> batch.get(0).await()).isInstanceOf(RefusedByGateway.class);
            batch.subList(1, 4).forEach(Put::await);
        }
        List<ScriptedGateway.Taken> again =
                gateway.taken.stream().filter(put -> put.text().startsWith("m")).toList();
        assertThat(again).allMatch(put -> put.form() == BodyCase.PUT_ONE);
        assertThat(again.stream().map(ScriptedGateway.Taken::text)).containsExactly("m1", "m2", "m3");
        assertThat(again.stream().map(ScriptedGateway.Taken::seal).distinct()).hasSize(1);
    }

    @Test
    void takesResultsInAnyOrder() {
        List<Frame> requests = new CopyOnWriteArrayList<>();
        gateway.script = (peer, frame) -> {
            if (!frame.head().hasPutBatch()) {
                return false;
            }
            requests.add(frame.head());
            if (requests.size() == 2) {
                for (int i = 1; i >= 0; i--) {
                    peer.send(Frame.newBuilder()
                            .setPutResults(PutResults.newBuilder()
                                    .setRequest(requests.get(i).getPutBatch().getRequest())
                                    .setAcceptedFirst(100L * (i + 1))
                                    .setAcceptedCount(1)
                                    .setAcceptedAtMs(1)));
                }
            }
            return true;
        };
        try (Node node = Node.connect(network.config(gateway).build())) {
            Put first = node.put(message(TO_IE, bytes("a")));
            await().until(() -> requests.size() == 1);
            Put second = node.put(message(TO_IE, bytes("b")));
            assertThat(second.await().acceptance().value()).isEqualTo(200);
            assertThat(first.await().acceptance().value()).isEqualTo(100);
        }
    }

    @Test
    void connectsToTheNextGatewayAndFencesWithAHigherEpoch() {
        try (ScriptedGateway other = new ScriptedGateway(network);
                Node node = Node.connect(network.config(gateway, other).build())) {
            node.put(message(TO_IE, bytes("one"))).await();
            ScriptedGateway used = gateway.taken.isEmpty() ? other : gateway;
            ScriptedGateway next = used == gateway ? other : gateway;
            used.close();
            node.put(message(TO_IE, bytes("two"))).await();
            assertThat(next.texts()).containsExactly("two");
            Hello before = used.peer().heads(BodyCase.HELLO).get(0).getHello();
            Hello after = next.peer().heads(BodyCase.HELLO).get(0).getHello();
            assertThat(after.getInstance()).isEqualTo(before.getInstance());
            assertThat(after.getEpoch()).isGreaterThan(before.getEpoch());
        }
    }

    @Test
    void throwsTheRefusalWhenTheGatewayDoesNotWantTheNode() {
        gateway.script = (peer, frame) -> {
            peer.refuse(0, RefusalCode.NODE_UNKNOWN, "node: NTA.FR@CUSTTAX.FR");
            peer.cut();
            return true;
        };
        assertThatThrownBy(() -> Node.connect(network.config(gateway).build()))
                .isInstanceOfSatisfying(
                        RefusedByGateway.class,
                        refused -> assertThat(refused.code()).contains(RefusalCode.NODE_UNKNOWN))
                .hasMessageContaining("109");
    }

    @Test
    void saysWhichGatewayCannotBeReached() {
        NodeConfig.Builder config = network.config(gateway)
                .options(TestNetwork.options()
                        .connectTimeout(Duration.ofMillis(400))
                        .build());
        int port = gateway.port();
        gateway.close();
        assertThatThrownBy(() -> Node.connect(config.build()))
                .isInstanceOf(Disconnected.class)
                .hasMessageContaining("127.0.0.1:" + port);
    }

    @Test
    void doesNotTalkToAGatewayOfAnotherNameEnvironmentOrAuthority() {
        assertThatThrownBy(() -> Node.connect(
                        network.config(gateway).expectedGateway("GW9@demo").build()))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("GW9@demo");
        assertThatThrownBy(() ->
                        Node.connect(network.config(gateway).environment("PROD").build()))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("RCT")
                .hasMessageContaining("PROD");
        TestNetwork stranger = new TestNetwork();
        assertThatThrownBy(() -> Node.connect(
                        network.config(gateway).trust(stranger::anchors).build()))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("TLS");
        assertThat(gateway.taken).isEmpty();
    }

    @Test
    void noticesADeadGatewayAndKeepsALivingConnectionAlive() {
        gateway.welcome = welcome -> welcome.setHeartbeatMs(50).setSilenceMaxMs(400);
        gateway.script = (peer, frame) -> frame.head().hasPing() && gateway.connections() == 1;
        try (Node node = Node.connect(network.config(gateway).build())) {
            await().until(() -> gateway.connections() == 2 && gateway.peer().isWelcomed);
            assertThat(gateway.peers().get(0).heads(BodyCase.PING)).isNotEmpty();
            await().until(() -> gateway.peer().heads(BodyCase.PING).size() > 3);
            node.put(message(TO_IE, bytes("still here"))).await();
        }
    }

    @Test
    void leavesADrainingGatewayWhenEverythingIsAnswered() {
        gateway.isAnsweringPuts = false;
        try (Node node = Node.connect(network.config(gateway).build())) {
            Put before = node.put(message(TO_IE, bytes("before")));
            await().until(() -> gateway.taken.size() == 1);
            ScriptedPeer draining = gateway.peer();
            long request =
                    draining.heads(BodyCase.PUT_BATCH).get(0).getPutBatch().getRequest();
            draining.send(Frame.newBuilder()
                    .setGoodbye(Goodbye.newBuilder().setReason("maintenance").setGraceMs(30_000)));
            draining.send(Frame.newBuilder().setPing(Ping.newBuilder()));
            await().until(() -> !draining.heads(BodyCase.PONG).isEmpty());
            Put after = node.put(message(TO_IE, bytes("after")));
            draining.send(Frame.newBuilder()
                    .setPutResults(PutResults.newBuilder()
                            .setRequest(request)
                            .setAcceptedFirst(5)
                            .setAcceptedCount(1)));
            assertThat(before.await().acceptance().value()).isEqualTo(5);
            gateway.isAnsweringPuts = true;
            after.await();
            assertThat(draining.heads(BodyCase.PUT_BATCH)).hasSize(1);
            assertThat(gateway.connections()).isEqualTo(2);
        }
    }

    @Test
    void failsPutsWhenNoGatewayAnswersForTooLong() {
        NodeOptions options =
                TestNetwork.options().patience(Duration.ofMillis(500)).build();
        try (Node node = Node.connect(network.config(gateway).options(options).build())) {
            gateway.isAnsweringPuts = false;
            Put sent = node.put(message(TO_IE, bytes("sent")));
            await().until(() -> gateway.taken.size() == 1);
            gateway.close();
            await().until(() -> !node.isConnected());
            Put notSent = node.put(message(TO_IE, bytes("not sent")));
            assertThatThrownBy(sent::await).isInstanceOfSatisfying(Disconnected.class, failure -> {
                assertThat(failure.isOutcomeUnknown()).isTrue();
                assertThat(failure.message().flatMap(Message::id)).contains(sent.id());
            });
            assertThatThrownBy(notSent::await)
                    .isInstanceOfSatisfying(
                            Disconnected.class,
                            failure -> assertThat(failure.isOutcomeUnknown()).isFalse());
        }
    }

    @Test
    void aPutThatTimedOutIsPutAgainAsTheVerySameMessage() {
        NodeOptions options =
                TestNetwork.options().patience(Duration.ofMillis(300)).build();
        gateway.isAnsweringPuts = false;
        try (Node node = Node.connect(network.config(gateway).options(options).build())) {
            Message again = null;
            try {
                node.put(Message.to(TO_IE)
                                .type(TestNetwork.TYPE)
                                .expiresIn(Duration.ofMinutes(1))
                                .build())
                        .await();
            } catch (TimedOut failure) {
                again = failure.message().orElseThrow();
            }
            gateway.isAnsweringPuts = true;
            assertThat(node.put(again).await().isDuplicate()).isTrue();
            assertThat(gateway.taken.get(1).header())
                    .isEqualTo(gateway.taken.get(0).header());
        }
    }

    @Test
    void tellsTheListenerWhenAGatewayEndsTheConnection() {
        List<NodeException> told = new CopyOnWriteArrayList<>();
        NodeListener listener = new NodeListener() {
            @Override
            public void disconnected(NodeException cause) {
                told.add(cause);
            }
        };
        try (Node node = Node.connect(network.config(gateway).listener(listener).build())) {
            gateway.peer()
                    .send(Frame.newBuilder()
                            .setRefused(Refused.newBuilder()
                                    .setCode(RefusalCode.TOO_SLOW.number())
                                    .setReason("read faster")));
            await().until(() -> gateway.connections() == 2 && node.isConnected());
            assertThat(told).singleElement().isInstanceOf(RefusedByGateway.class);
        }
    }
}
