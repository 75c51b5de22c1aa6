package eu.ccngateway.node;

import static eu.ccngateway.node.TestNetwork.CORE_FR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.wire.Chunk;
import eu.ccngateway.protocol.wire.Delivery;
import eu.ccngateway.protocol.wire.Frame;
import eu.ccngateway.protocol.wire.Frame.BodyCase;
import eu.ccngateway.protocol.wire.Outcome;
import eu.ccngateway.protocol.wire.Settle;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SubscribingTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final TestNetwork network = new TestNetwork();
    private final ScriptedGateway gateway = new ScriptedGateway(network);

    @AfterEach
    void close() {
        gateway.close();
        assertThat(gateway.faults).isEmpty();
    }

    private static String text(Delivered message) {
        return new String(message.message().payload(), java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void handsMessagesToASubscriberInOrderAndGivesCreditAsTheyAreSettled() {
        List<String> handed = new CopyOnWriteArrayList<>();
        List<Received> open = new CopyOnWriteArrayList<>();
        try (Node node = Node.connect(network.config(gateway).build());
                Subscription subscription = node.subscribe(CORE_FR, 4, message -> {
                    handed.add(text(message));
                    open.add(message);
                })) {
            assertThat(subscription.queue()).isEqualTo(CORE_FR);
            ScriptedPeer peer = gateway.peer();
            SealedMessages batch = SealedMessages.texts(network, "a", "b", "c", "d");
            peer.deliver(peer.subscription(), batch, batch.deliveries(10));
            await().until(() -> handed.size() == 4);
            assertThat(handed).containsExactly("a", "b", "c", "d");
            assertThat(peer.heads(BodyCase.CREDIT)).isEmpty();
            // Out of order, from another thread.
            open.get(3).acknowledge().join();
            open.get(1).acknowledge().join();
            open.get(0).acknowledge();
            open.get(2).rollback().join();
            await().until(() -> peer.heads(BodyCase.CREDIT).stream()
                            .mapToInt(head -> head.getCredit().getCredit())
                            .sum()
                    == 4);
        }
        assertThat(gateway.peer().heads(BodyCase.UNSUBSCRIBE)).hasSize(1);
    }

    @Test
    void gathersAcknowledgementsIntoRangesWhileASettleIsOnItsWay() {
        List<Received> open = new CopyOnWriteArrayList<>();
        List<Long> settles = new CopyOnWriteArrayList<>();
        gateway.script = (peer, frame) -> {
            if (frame.head().hasSettle()) {
                peer.settles.add(frame.head().getSettle());
                settles.add(frame.head().getSettle().getRequest());
                return true;
            }
            return false;
        };
        try (Node node = Node.connect(network.config(gateway).build());
                Subscription subscription = node.subscribe(CORE_FR, 64, open::add)) {
            ScriptedPeer peer = gateway.peer();
            SealedMessages batch = SealedMessages.texts(network, "a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
            peer.deliver(peer.subscription(), batch, batch.deliveries(1));
            await().until(() -> open.size() == 10);
            open.get(0).acknowledge();
            await().until(() -> settles.size() == 1);
            for (int i : new int[] {9, 5, 4, 3, 1, 8}) {
                open.get(i).acknowledge();
            }
            assertThat(subscription.queue()).isEqualTo(CORE_FR);
            peer.settled(settles.get(0));
            await().until(() -> settles.size() == 2);
            assertThat(peer.settles.get(1).getRangesList().stream()
                            .map(range -> range.getFirst() + "-" + range.getLast()))
                    .containsExactly("2-2", "4-6", "9-10");
            gateway.script = (p, f) -> false;
            peer.settled(settles.get(1));
            await().until(() -> node.counts().settled() == 7);
        }
    }

    @Test
    void onlyTheMessageWhoseLeaseIsOverFailsWhenItWasGatheredWithOthers() {
        List<Received> open = new CopyOnWriteArrayList<>();
        gateway.script = (peer, frame) -> {
            if (frame.head().hasSettle()
                    && frame.head().getSettle().getRangesList().stream()
                            .anyMatch(range -> range.getFirst() <= 3 && 3 <= range.getLast())) {
                peer.refuse(frame.head().getSettle().getRequest(), RefusalCode.DELIVERY_UNKNOWN, "delivery: 3");
                return true;
            }
            return false;
        };
        try (Node node = Node.connect(network.config(gateway).build());
                Subscription subscription = node.subscribe(CORE_FR, 64, open::add)) {
            ScriptedPeer peer = gateway.peer();
            SealedMessages batch = SealedMessages.texts(network, "a", "b", "c", "d", "e");
            peer.deliver(peer.subscription(), batch, batch.deliveries(1));
            await().until(() -> open.size() == 5);
            var futures = open.stream().map(Received::acknowledge).toList();
            for (int i = 0; i < 5; i++) {
                if (i == 2) {
                    assertThat(futures.get(i))
                            .failsWithin(SOON)
                            .withThrowableThat()
                            .havingCause()
                            .isInstanceOf(RefusedByGateway.class);
                } else {
                    assertThat(futures.get(i)).succeedsWithin(SOON);
                }
            }
            assertThat(subscription.queue()).isEqualTo(CORE_FR);
        }
    }

    @Test
    void rollsBackTheMessageAtWhichTheHandlerThrows() {
        List<Throwable> told = new CopyOnWriteArrayList<>();
        NodeListener listener = new NodeListener() {
            @Override
            public void handlerFailed(String queue, Throwable failure) {
                told.add(failure);
            }
        };
        try (Node node = Node.connect(network.config(gateway).listener(listener).build());
                Subscription subscription = node.subscribe(CORE_FR, 4, message -> {
                    if (text(message).equals("settled first")) {
                        message.acknowledge();
                    }
                    throw new IllegalStateException("no database");
                })) {
            ScriptedPeer peer = gateway.peer();
            SealedMessages batch = SealedMessages.texts(network, "bad", "settled first");
            peer.deliver(peer.subscription(), batch, batch.deliveries(1));
            await().until(() -> peer.settles.size() == 2);
            assertThat(peer.settles.stream().map(Settle::getOutcome))
                    .containsExactlyInAnyOrder(Outcome.ROLLBACK, Outcome.ACKNOWLEDGE);
            assertThat(told).hasSize(2);
            assertThat(subscription.queue()).isEqualTo(CORE_FR);
        }
    }

    @Test
    void answersThePingsOfTheGatewayWhileTheHandlerIsBusy() throws Exception {
        CountDownLatch isBusy = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (Node node = Node.connect(network.config(gateway).build());
                Subscription subscription = node.subscribe(CORE_FR, 8, message -> {
                    isBusy.countDown();
                    goOn.await();
                    message.acknowledge();
                })) {
            ScriptedPeer peer = gateway.peer();
            SealedMessages batch = SealedMessages.texts(network, "a", "b", "c", "d");
            peer.deliver(peer.subscription(), batch, batch.deliveries(1));
            isBusy.await();
            peer.send(Frame.newBuilder()
                    .setPing(eu.ccngateway.protocol.wire.Ping.newBuilder().setNonce(4)));
            await().until(() -> peer.heads(BodyCase.PONG).size() == 1);
            assertThat(node.put(TestNetwork.message(TestNetwork.TO_IE, new byte[0]))
                            .await())
                    .isNotNull();
            assertThat(peer.settles).isEmpty();
            goOn.countDown();
            await().until(() -> node.counts().settled() == 4);
            assertThat(subscription.queue()).isEqualTo(CORE_FR);
        }
    }

    @Test
    void putsALargeDeliveryTogetherFromItsChunks() {
        long seed = new Random().nextLong();
        byte[] payload = new byte[700_000];
        new Random(seed).nextBytes(payload);
        SealedMessages large = SealedMessages.of(
                TestNetwork.sealing(network.ie), SealedMessages.header().build(), payload);
        List<byte[]> came = new CopyOnWriteArrayList<>();
        try (Node node = Node.connect(network.config(gateway).build());
                Subscription subscription = node.subscribe(CORE_FR, 8, message -> {
                    came.add(message.message().payload());
                    message.acknowledge();
                })) {
            ScriptedPeer peer = gateway.peer();
            List<Delivery> deliveries = List.of(
                    large.delivery(0, 5).setPayloadLength(payload.length).build());
            peer.deliver(peer.subscription(), large, deliveries);
            SealedMessages small = SealedMessages.texts(network, "small");
            for (int at = 0; at < payload.length; at += 64 << 10) {
                if (at == 64 << 10) {
                    peer.deliver(peer.subscription(), small, small.deliveries(6));
                }
                peer.send(
                        Frame.newBuilder().setChunk(Chunk.newBuilder().setOf(5)),
                        Unpooled.wrappedBuffer(payload, at, Math.min(64 << 10, payload.length - at)));
            }
            await().until(() -> came.size() == 2);
            assertThat(came.get(0)).isEqualTo(small.payload(0));
            assertThat(came.get(1)).as("seed %d", seed).isEqualTo(payload);
            await().until(() -> node.counts().settled() == 2);
            assertThat(subscription.queue()).isEqualTo(CORE_FR);
        }
    }

    @Test
    void keepsTheProgramRunningUntilItEnds() {
        try (Node node = Node.connect(network.config(gateway).build())) {
            assertThat(hasHandlerThread()).isFalse();
            Subscription subscription = node.subscribe(CORE_FR, 8, Received::acknowledge);
            assertThat(hasHandlerThread()).isTrue();
            subscription.close();
            await().until(() -> !hasHandlerThread());
        }
    }

    private static boolean hasHandlerThread() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> !thread.isDaemon() && thread.getName().contains("-handler-" + CORE_FR));
    }

    @Test
    void givesBackWhatASubscriberHasNotSeenWhenItEnds() throws Exception {
        CountDownLatch isBusy = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        List<String> handed = new ArrayList<>();
        try (Node node = Node.connect(network.config(gateway).build())) {
            Subscription subscription = node.subscribe(CORE_FR, 8, message -> {
                handed.add(text(message));
                isBusy.countDown();
                goOn.await();
                message.acknowledge();
            });
            ScriptedPeer peer = gateway.peer();
            SealedMessages batch = SealedMessages.texts(network, "a", "b", "c");
            peer.deliver(peer.subscription(), batch, batch.deliveries(1));
            isBusy.await();
            Thread closing = new Thread(subscription::close);
            closing.start();
            await().until(() -> !peer.heads(BodyCase.UNSUBSCRIBE).isEmpty());
            goOn.countDown();
            closing.join();
            assertThat(handed).containsExactly("a");
            await().until(() -> node.counts().settled() == 3);
            assertThat(peer.settles.stream()
                            .filter(settle -> settle.getOutcome() == Outcome.RELEASE)
                            .flatMap(settle -> settle.getRangesList().stream())
                            .mapToLong(range -> range.getLast() - range.getFirst() + 1)
                            .sum())
                    .isEqualTo(2);
        }
    }
}
