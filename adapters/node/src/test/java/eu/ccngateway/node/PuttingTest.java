package eu.ccngateway.node;

import static eu.ccngateway.node.TestNetwork.TO_IE;
import static eu.ccngateway.node.TestNetwork.TO_PL;
import static eu.ccngateway.node.TestNetwork.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import eu.ccngateway.protocol.message.MessageId;
import eu.ccngateway.protocol.message.WantedReports;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.wire.Frame.BodyCase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PuttingTest {

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
    void putsOneMessageAndTellsItsAcceptance() {
        try (Node node = Node.connect(network.config(gateway).build())) {
            Put put = node.put(message(TO_IE, bytes("<CD001C/>")));
            Accepted accepted = put.await();
            assertThat(accepted.acceptance().value()).isEqualTo(1001);
            assertThat(accepted.isDuplicate()).isFalse();
            assertThat(gateway.taken).hasSize(1);
            ScriptedGateway.Taken taken = gateway.taken.get(0);
            assertThat(taken.text()).isEqualTo("<CD001C/>");
            assertThat(taken.form()).isEqualTo(BodyCase.PUT_BATCH);
            assertThat(taken.header().getSender()).isEqualTo(TestNetwork.FR);
            assertThat(taken.header().getReplyTo()).isEqualTo(TestNetwork.REPORT_FR);
            assertThat(taken.header().getReports()).isEqualTo(WantedReports.ALL + WantedReports.TOGETHER);
            assertThat(put.id().toHex()).isEqualTo(taken.id());
        }
    }

    @Test
    void putsTheVerySameMessageAgainWhenItsIdAndItsMomentAreKept() {
        Message kept = Message.to(TO_IE)
                .type(TestNetwork.TYPE)
                .id(MessageId.parse("journal-4711"))
                .created(Instant.now().minusSeconds(90))
                .expiresIn(Duration.ofMinutes(10))
                .build();
        try (Node node = Node.connect(network.config(gateway).build())) {
            node.put(kept).await();
            node.put(kept).await();
        }
        assertThat(gateway.taken).hasSize(2);
        assertThat(gateway.taken.get(1).header()).isEqualTo(gateway.taken.get(0).header());
        assertThat(gateway.taken.get(0).header().getCreatedMs())
                .isEqualTo(kept.created().orElseThrow().toEpochMilli());
    }

    @Test
    void sealsWhatGatheredWhileTheLastBatchesWereOnTheirWay() {
        gateway.isAnsweringPuts = false;
        try (Node node = Node.connect(network.config(gateway).build())) {
            node.put(message(TO_IE, bytes("first")));
            await().until(() -> gateway.taken.size() == 1);
            node.put(message(TO_IE, bytes("second")));
            await().until(() -> gateway.taken.size() == 2);
            List<Put> puts = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                puts.add(node.put(message(i % 2 == 0 ? TO_PL : TO_IE, bytes("m" + i))));
            }
            gateway.isAnsweringPuts = true;
            gateway.cutAll();
            puts.forEach(Put::await);
        }
        List<ScriptedGateway.Taken> last =
                gateway.taken.stream().filter(put -> put.text().startsWith("m")).toList();
        assertThat(last.stream().map(ScriptedGateway.Taken::seal).distinct()).hasSize(1);
        // Neighbours by destination, in the order of the puts.
        assertThat(last.stream().map(put -> put.header().getTo()).distinct()).hasSize(2);
        assertThat(last.subList(0, 25)).allMatch(put -> put.header().getTo().equals(TO_IE));
        assertThat(last.subList(0, 25).stream().map(ScriptedGateway.Taken::text))
                .startsWith("m1", "m3", "m5")
                .endsWith("m49");
    }

    @Test
    void tellsEachMessageItsOwnRefusal() {
        gateway.decision = put ->
                put.text().equals("bad") ? ScriptedGateway.refuse(RefusalCode.NOT_AUTHORISED, "put to nowhere") : null;
        try (Node node = Node.connect(network.config(gateway).build())) {
            Put bad = node.put(message(TO_IE, bytes("bad")));
            Put good = node.put(message(TO_IE, bytes("good")));
            assertThatThrownBy(bad::await)
                    .isInstanceOfSatisfying(
                            RefusedByGateway.class,
                            refused -> assertThat(refused.code()).contains(RefusalCode.NOT_AUTHORISED))
                    .hasMessageContaining("put to nowhere")
                    .hasMessageContaining("401");
            assertThat(good.await().isDuplicate()).isFalse();
            assertThat(node.counts().failed()).isEqualTo(1);
        }
    }

    @Test
    void refusesAMessageThatCouldNeverBeAccepted() {
        try (Node node = Node.connect(network.config(gateway).build())) {
            Message noReports = Message.to("NODASH@CUSTTAX.IE").type("X").build();
            assertThat(node.put(noReports).await()).isNotNull();
            assertThatThrownBy(
                            () -> node.put(Message.to(TO_IE).type("has space").build()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("type");
            assertThatThrownBy(
                            () -> node.put(message(TO_IE, new byte[21 << 20])).await())
                    .isInstanceOfSatisfying(
                            RefusedByGateway.class,
                            refused -> assertThat(refused.code()).contains(RefusalCode.PAYLOAD_TOO_LARGE));
            assertThat(gateway.taken).hasSize(1);
        }
    }

    @Test
    void sendsAgainWhatWasRefusedForAReasonThatPassesAndKeepsTheOrder() {
        int[] refusals = {3};
        gateway.decision = put -> put.header().getTo().equals(TO_PL) && refusals[0]-- > 0
                ? ScriptedGateway.refuse(RefusalCode.QUEUE_FULL, "queue: full")
                : null;
        List<Put> puts = new ArrayList<>();
        try (Node node = Node.connect(network.config(gateway).build())) {
            for (int i = 0; i < 30; i++) {
                puts.add(node.put(message(i % 3 == 0 ? TO_PL : TO_IE, bytes("m" + i))));
            }
            puts.forEach(Put::await);
            assertThat(node.counts().retried()).isPositive();
        }
        assertThat(gateway.acceptedAnew).hasSize(30);
        assertThat(gateway.acceptedAnew.values()).containsOnly(1);
    }

    @Test
    void givesUpAMessageThatIsRefusedForTooLong() {
        gateway.decision = put -> ScriptedGateway.refuse(RefusalCode.DOMAIN_BUSY, "slow down");
        NodeOptions options =
                TestNetwork.options().patience(Duration.ofMillis(300)).build();
        try (Node node = Node.connect(network.config(gateway).options(options).build())) {
            assertThatThrownBy(() -> node.put(message(TO_IE, bytes("x"))).await())
                    .isInstanceOfSatisfying(
                            RefusedByGateway.class,
                            refused -> assertThat(refused.code()).contains(RefusalCode.DOMAIN_BUSY));
        }
    }

    @Test
    void slowsDownTheProgramWhenTheWindowIsFull() {
        gateway.isAnsweringPuts = false;
        NodeOptions options = TestNetwork.options().inFlightMax(3).build();
        try (Node node = Node.connect(network.config(gateway).options(options).build())) {
            for (int i = 0; i < 3; i++) {
                assertThat(node.tryPut(message(TO_IE, bytes("m" + i)))).isPresent();
            }
            assertThat(node.tryPut(message(TO_IE, bytes("too many")))).isEmpty();
            Thread fourth = new Thread(() -> node.put(message(TO_IE, bytes("m3"))));
            fourth.start();
            await().until(() -> fourth.getState() == Thread.State.WAITING);
            gateway.isAnsweringPuts = true;
            gateway.cutAll();
            await().until(() -> gateway.acceptedAnew.size() == 4);
            assertThat(node.tryPut(message(TO_IE, bytes("room again")))).isPresent();
        }
    }

    @Test
    void doesNotWaitForRoomInTheContinuationOfAResult() {
        NodeOptions options = TestNetwork.options().inFlightMax(1).build();
        try (Node node = Node.connect(network.config(gateway).options(options).build())) {
            Accepted last = node.put(message(TO_IE, bytes("a")))
                    .thenCompose(accepted -> node.put(message(TO_IE, bytes("b"))))
                    .thenCompose(accepted -> node.put(message(TO_IE, bytes("c"))))
                    .join();
            assertThat(last).isNotNull();
            assertThat(gateway.texts()).containsExactly("a", "b", "c");
        }
    }

    @Test
    void sendsLargePayloadsInChunksWithoutHoldingUpSmallOnes(@TempDir Path directory) throws Exception {
        long seed = new Random().nextLong();
        byte[] large = new byte[5 << 20];
        new Random(seed).nextBytes(large);
        Path file = directory.resolve("payload.bin");
        Files.write(file, large);
        try (Node node = Node.connect(network.config(gateway).build())) {
            Put fromMemory = node.put(message(TO_IE, large));
            Put fromFile = node.put(
                    Message.to(TO_IE).type(TestNetwork.TYPE).payload(file).build());
            List<Put> small = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                small.add(node.put(message(TO_IE, bytes("small" + i))));
            }
            small.forEach(Put::await);
            fromMemory.await();
            fromFile.await();
        }
        assertThat(gateway.taken.stream().filter(put -> put.form() == BodyCase.PUT_LARGE))
                .as("seed %d", seed)
                .hasSize(2)
                .allSatisfy(put -> assertThat(put.payload()).isEqualTo(large));
        List<BodyCase> forms = gateway.peer().seen.stream()
                .map(seen -> seen.head().getBodyCase())
                .toList();
        assertThat(forms.lastIndexOf(BodyCase.PUT_BATCH)).isLessThan(forms.lastIndexOf(BodyCase.CHUNK));
        assertThat(gateway.peer().seen.stream()
                        .filter(seen -> seen.head().hasChunk())
                        .mapToInt(ScriptedPeer.Seen::tailLength))
                .allMatch(length -> length <= 64 << 10);
    }

    @Test
    void putsTheSameMessageTwiceUnderOneIdOnlyOnce() {
        MessageId id = MessageId.parse("24FR00000000000001");
        Message message = Message.to(TO_IE)
                .type(TestNetwork.TYPE)
                .id(id)
                .payload(bytes("x"))
                .build();
        try (Node node = Node.connect(network.config(gateway).build())) {
            Accepted first = node.put(message).await();
            Accepted second = node.put(message).await();
            assertThat(second.isDuplicate()).isTrue();
            assertThat(second.acceptance()).isEqualTo(first.acceptance());
        }
    }

    @Test
    void failsWhatIsUnansweredWhenItIsClosed() {
        gateway.isAnsweringPuts = false;
        NodeOptions options =
                TestNetwork.options().closeTimeout(Duration.ofMillis(100)).build();
        Put put;
        Node node = Node.connect(network.config(gateway).options(options).build());
        put = node.put(message(TO_IE, bytes("x")));
        node.close();
        assertThatThrownBy(put::await).isInstanceOf(NodeClosed.class);
        assertThatThrownBy(() -> node.put(message(TO_IE, bytes("y")))).isInstanceOf(NodeClosed.class);
    }
}
