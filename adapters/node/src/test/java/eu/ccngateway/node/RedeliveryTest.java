package eu.ccngateway.node;

import static eu.ccngateway.node.TestNetwork.CORE_FR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.wire.Delivery;
import eu.ccngateway.protocol.wire.Frame.BodyCase;
import eu.ccngateway.protocol.wire.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What comes again after a lost connection, or over the same one when the gateway had lost its store. */
class RedeliveryTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final TestNetwork network = new TestNetwork();
    private final ScriptedGateway gateway = new ScriptedGateway(network);
    private final List<String> handed = new CopyOnWriteArrayList<>();
    private final List<Received> open = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        gateway.close();
        assertThat(gateway.faults).isEmpty();
    }

    private void hand(Received message) {
        handed.add(new String(message.message().payload(), StandardCharsets.UTF_8));
        open.add(message);
    }

    private ScriptedPeer deliver(SealedMessages messages, long first) {
        ScriptedPeer peer = gateway.peer();
        peer.deliver(peer.subscription(), messages, messages.deliveries(first));
        return peer;
    }

    /** Ends the connection, and waits until the node has subscribed on the next one. */
    private void reconnect() {
        int before = gateway.connections();
        gateway.cutAll();
        await().until(() -> gateway.connections() > before
                && !gateway.peer().heads(BodyCase.SUBSCRIBE).isEmpty());
    }

    @Test
    void isAcknowledgedUnderItsNewNumberWhenTheProgramStillHasIt() {
        SealedMessages messages = SealedMessages.texts(network, "a", "b");
        try (Node node = Node.connect(network.config(gateway).build());
                Subscription subscription = node.subscribe(CORE_FR, 8, this::hand)) {
            deliver(messages, 10);
            await().until(() -> open.size() == 2);
            reconnect();
            ScriptedPeer peer = deliver(messages, 1);
            await().until(() -> node.counts().suppressed() == 2);
            open.get(1).acknowledge().join();
            assertThat(peer.settles).singleElement().satisfies(settle -> {
                assertThat(settle.getOutcome()).isEqualTo(Outcome.ACKNOWLEDGE);
                assertThat(settle.getRanges(0).getFirst()).isEqualTo(2);
            });
            assertThat(handed).containsExactly("a", "b");
            assertThat(subscription.queue()).isEqualTo(CORE_FR);
        }
    }

    @Test
    void isAcknowledgedAgainWhenTheProgramHadAcknowledgedIt() {
        SealedMessages messages = SealedMessages.texts(network, "a", "b");
        gateway.script = (peer, frame) -> frame.head().hasSettle() && gateway.connections() == 1;
        try (Node node = Node.connect(network.config(gateway).build());
                Subscription subscription = node.subscribe(CORE_FR, 2, this::hand)) {
            deliver(messages, 1);
            await().until(() -> open.size() == 2);
            CompletableFuture<Void> inDoubt = open.get(0).acknowledge();
            await().until(() -> !gateway.peer().heads(BodyCase.SETTLE).isEmpty());
            reconnect();
            assertThat(inDoubt)
                    .failsWithin(SOON)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOfSatisfying(
                            Disconnected.class,
                            failure -> assertThat(failure.isOutcomeUnknown()).isTrue());
            // The other one is acknowledged while there is no delivery of it.
            assertThat(open.get(1).acknowledge()).failsWithin(SOON);
            ScriptedPeer peer = deliver(messages, 1);
            await().until(() -> node.counts().settled() == 2);
            assertThat(peer.settles).allMatch(settle -> settle.getOutcome() == Outcome.ACKNOWLEDGE);
            assertThat(handed).containsExactly("a", "b");
            // The credit of both is there again.
            SealedMessages more = SealedMessages.texts(network, "c", "d");
            deliver(more, 3);
            await().until(() -> handed.size() == 4);
            assertThat(peer.heads(BodyCase.CREDIT).stream()
                            .mapToInt(head -> head.getCredit().getCredit())
                            .sum())
                    .isEqualTo(2);
            assertThat(subscription.queue()).isEqualTo(CORE_FR);
        }
    }

    @Test
    void isHandedOverOnceWhenTheProgramHadNotSeenItYet() throws Exception {
        CountDownLatch isBusy = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        SealedMessages messages = SealedMessages.texts(network, "a", "b", "c");
        try (Node node = Node.connect(network.config(gateway).build());
                Subscription subscription = node.subscribe(CORE_FR, 8, message -> {
                    isBusy.countDown();
                    goOn.await();
                    hand(message);
                    message.acknowledge();
                })) {
            deliver(messages, 1);
            isBusy.await();
            reconnect();
            deliver(messages, 1);
            await().until(() -> node.counts().suppressed() == 1);
            goOn.countDown();
            await().until(() -> node.counts().settled() == 3);
            assertThat(handed).containsExactly("a", "b", "c");
            assertThat(subscription.queue()).isEqualTo(CORE_FR);
        }
    }

    @Test
    void isHandedOverAgainWhenTheProgramHadRolledItBack() {
        SealedMessages messages = SealedMessages.texts(network, "a");
        gateway.script = (peer, frame) -> frame.head().hasSettle() && gateway.connections() == 1;
        try (Node node = Node.connect(network.config(gateway).build());
                Subscription subscription = node.subscribe(CORE_FR, 8, this::hand)) {
            deliver(messages, 1);
            await().until(() -> open.size() == 1);
            CompletableFuture<Void> rolledBack = open.get(0).rollback();
            await().until(() -> !gateway.peer().heads(BodyCase.SETTLE).isEmpty());
            reconnect();
            assertThat(rolledBack).succeedsWithin(SOON);
            deliver(messages, 1);
            await().until(() -> open.size() == 2);
            assertThat(handed).containsExactly("a", "a");
            assertThat(subscription.queue()).isEqualTo(CORE_FR);
        }
    }

    /** Over the same connection, as a gateway does that lost sight of its store. */
    private void redeliver(SealedMessages messages, long first) {
        ScriptedPeer peer = gateway.peer();
        List<Delivery> again = messages.deliveries(first).stream()
                .map(delivery -> delivery.toBuilder().setRedelivered(true).build())
                .toList();
        peer.deliver(peer.subscription(), messages, again);
    }

    @Test
    void isAcknowledgedUnderItsNewNumberWhenTheGatewayDeliversItAgainOverTheSameConnection() {
        SealedMessages messages = SealedMessages.texts(network, "a", "b");
        try (Node node = Node.connect(network.config(gateway).build());
                Subscription subscription = node.subscribe(CORE_FR, 2, this::hand)) {
            ScriptedPeer peer = deliver(messages, 1);
            await().until(() -> open.size() == 2);
            redeliver(messages, 3);
            await().until(() -> node.counts().suppressed() == 2);
            open.forEach(message -> message.acknowledge().join());
            assertThat(peer.settles.stream().map(settle -> settle.getRanges(0).getFirst()))
                    .containsExactly(3L, 4L);
            assertThat(handed).containsExactly("a", "b");
            // Four deliveries were paid for.
            await().until(() -> peer.heads(BodyCase.CREDIT).stream()
                            .mapToInt(head -> head.getCredit().getCredit())
                            .sum()
                    == 4);
            assertThat(subscription.queue()).isEqualTo(CORE_FR);
        }
    }

    @Test
    void isAcknowledgedAgainWhenTheGatewayDidNotKnowItsNumberAnyMore() {
        SealedMessages messages = SealedMessages.texts(network, "a");
        gateway.script = (peer, frame) -> {
            boolean isOld = frame.head().hasSettle()
                    && frame.head().getSettle().getRanges(0).getFirst() == 1;
            if (isOld) {
                peer.refuse(frame.head().getSettle().getRequest(), RefusalCode.DELIVERY_UNKNOWN, "delivery: 1");
            }
            return isOld;
        };
        try (Node node = Node.connect(network.config(gateway).build());
                Subscription subscription = node.subscribe(CORE_FR, 2, this::hand)) {
            deliver(messages, 1);
            await().until(() -> open.size() == 1);
            assertThat(open.get(0).acknowledge()).failsWithin(SOON);
            redeliver(messages, 2);
            await().until(() -> node.counts().settled() == 1);
            assertThat(handed).containsExactly("a");
            assertThat(subscription.queue()).isEqualTo(CORE_FR);
        }
    }

    @Test
    void isAcknowledgedAgainWhileTheFirstAcknowledgementIsOnItsWay() {
        SealedMessages messages = SealedMessages.texts(network, "a");
        gateway.script = (peer, frame) -> {
            boolean isOld = frame.head().hasSettle()
                    && frame.head().getSettle().getRanges(0).getFirst() == 1;
            if (isOld && peer.heads(BodyCase.SETTLE).size() > 1) {
                peer.refuse(frame.head().getSettle().getRequest(), RefusalCode.DELIVERY_UNKNOWN, "delivery: 1");
            }
            return isOld;
        };
        try (Node node = Node.connect(network.config(gateway).build());
                Subscription subscription = node.subscribe(CORE_FR, 2, this::hand)) {
            ScriptedPeer peer = deliver(messages, 1);
            await().until(() -> open.size() == 1);
            CompletableFuture<Void> acknowledged = open.get(0).acknowledge();
            await().until(() -> !peer.heads(BodyCase.SETTLE).isEmpty());
            redeliver(messages, 2);
            await().until(() -> node.counts().suppressed() == 1);
            peer.refuse(
                    peer.heads(BodyCase.SETTLE).get(0).getSettle().getRequest(),
                    RefusalCode.STORE_UNAVAILABLE,
                    "the store is away");
            assertThat(acknowledged).succeedsWithin(SOON);
            assertThat(handed).containsExactly("a");
            assertThat(subscription.queue()).isEqualTo(CORE_FR);
        }
    }

    @Test
    void isHandedOverAgainOverTheSameConnectionWhenItIsOnItsWayBack() {
        SealedMessages messages = SealedMessages.texts(network, "a");
        gateway.script = (peer, frame) -> frame.head().hasSettle();
        try (Node node = Node.connect(network.config(gateway).build());
                Subscription subscription = node.subscribe(CORE_FR, 2, this::hand)) {
            ScriptedPeer peer = deliver(messages, 1);
            await().until(() -> open.size() == 1);
            open.get(0).rollback();
            await().until(() -> !peer.heads(BodyCase.SETTLE).isEmpty());
            redeliver(messages, 2);
            await().until(() -> open.size() == 2);
            assertThat(handed).containsExactly("a", "a");
            assertThat(subscription.queue()).isEqualTo(CORE_FR);
        }
    }

    @Test
    void isNotHandedOverAgainByAGetEither() {
        SealedMessages known = SealedMessages.texts(network, "known");
        SealedMessages fresh = SealedMessages.texts(network, "fresh");
        int[] gets = {0};
        gateway.script = (peer, frame) -> {
            if (frame.head().hasGet()) {
                SealedMessages next = gets[0]++ < 2 ? known : fresh;
                peer.deliver(frame.head().getGet().getRequest(), next, next.deliveries(gets[0]));
                return true;
            }
            return false;
        };
        try (Node node = Node.connect(network.config(gateway).build())) {
            Received first = node.get(CORE_FR, SOON).orElseThrow();
            gateway.cutAll();
            await().until(() -> gateway.connections() == 2 && gateway.peer().isWelcomed);
            Received second = node.get(CORE_FR, SOON).orElseThrow();
            hand(second);
            assertThat(handed).containsExactly("fresh");
            assertThat(node.counts().suppressed()).isEqualTo(1);
            assertThat(first.acknowledge()).succeedsWithin(SOON);
        }
    }

    @Test
    void asksAgainForAGetThatTheLostConnectionLeftUnanswered() {
        SealedMessages messages = SealedMessages.texts(network, "late");
        gateway.script = (peer, frame) -> {
            if (!frame.head().hasGet()) {
                return false;
            }
            if (gateway.connections() == 1) {
                peer.cut();
            } else {
                peer.deliver(frame.head().getGet().getRequest(), messages, messages.deliveries(1));
            }
            return true;
        };
        try (Node node = Node.connect(network.config(gateway).build())) {
            assertThat(node.get(CORE_FR, SOON)).isPresent();
        }
    }

    @Test
    void remembersNoMoreThanItMay() {
        NodeOptions options = TestNetwork.options().rememberedMax(2).build();
        SealedMessages messages = SealedMessages.texts(network, "a", "b", "c", "d");
        try (Node node = Node.connect(network.config(gateway).options(options).build());
                Subscription subscription = node.subscribe(CORE_FR, 8, this::hand)) {
            deliver(messages, 1);
            await().until(() -> open.size() == 4);
            reconnect();
            deliver(messages, 1);
            await().until(() -> open.size() == 6);
            assertThat(node.counts().suppressed()).isEqualTo(2);
            assertThat(subscription.queue()).isEqualTo(CORE_FR);
        }
    }
}
