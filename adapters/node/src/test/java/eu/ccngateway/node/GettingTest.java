package eu.ccngateway.node;

import static eu.ccngateway.node.TestNetwork.CORE_FR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import eu.ccngateway.protocol.message.MessageId;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.wire.Frame.BodyCase;
import eu.ccngateway.protocol.wire.Outcome;
import eu.ccngateway.protocol.wire.Settle;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GettingTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final TestNetwork network = new TestNetwork();
    private final ScriptedGateway gateway = new ScriptedGateway(network);

    @AfterEach
    void close() {
        gateway.close();
        assertThat(gateway.faults).isEmpty();
    }

    /** Answers gets, one after the other, with these messages; then says that there are none. */
    private void answerGets(SealedMessages... answers) {
        Queue<SealedMessages> left = new ArrayDeque<>(List.of(answers));
        long[] number = {1};
        gateway.script = (peer, frame) -> {
            if (!frame.head().hasGet() || left.isEmpty()) {
                return false;
            }
            SealedMessages next = left.remove();
            peer.deliver(frame.head().getGet().getRequest(), next, next.deliveries(number[0]));
            number[0] += next.size();
            return true;
        };
    }

    private static String text(Delivered message) {
        return new String(message.message().payload(), java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void getsAMessageWithItsEvidenceAndAcknowledgesIt() {
        answerGets(SealedMessages.texts(network, "<CD001C/>"));
        try (Node node = Node.connect(network.config(gateway).build())) {
            Received received = node.get("CORE-RCT-QUE.NCTS", SOON).orElseThrow();
            assertThat(text(received)).isEqualTo("<CD001C/>");
            assertThat(received.sender()).isEqualTo(TestNetwork.IE);
            assertThat(received.evidence().isVerified()).isTrue();
            assertThat(received.evidence().signerChain().get(0)).isEqualTo(network.ie.certificate());
            received.acknowledge().join();
            Settle settle = gateway.peer().settles.get(0);
            assertThat(settle.getOutcome()).isEqualTo(Outcome.ACKNOWLEDGE);
            assertThat(settle.getRanges(0).getFirst()).isEqualTo(1);
            assertThat(gateway.peer().heads(BodyCase.GET).get(0).getGet().getQueue())
                    .isEqualTo(CORE_FR);
            assertThatThrownBy(received::rollback).isInstanceOf(IllegalStateException.class);
            assertThat(received.acknowledge()).isCompleted();
        }
    }

    @Test
    void returnsNothingWhenNothingCame() {
        try (Node node = Node.connect(network.config(gateway).build())) {
            assertThat(node.get(CORE_FR, Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void proofsOfSeveralMessagesAgreeWithTheSeal() {
        answerGets(SealedMessages.texts(network, "a", "b", "c", "d", "e"));
        try (Node node = Node.connect(network.config(gateway).build())) {
            List<Received> all = node.get(CORE_FR, 10, SOON);
            assertThat(all.stream().map(GettingTest::text)).containsExactly("a", "b", "c", "d", "e");
            for (Received one : all) {
                Evidence evidence = one.evidence();
                byte[] root = eu.ccngateway.protocol.seal.MerkleTree.rootOf(
                        evidence.leaf(), evidence.index(), 5, evidence.path());
                assertThat(root).isEqualTo(evidence.seal().getRoot().toByteArray());
                assertThat(evidence.pathSides()).hasSize(evidence.path().length / 32);
            }
        }
    }

    @Test
    void browsesThenDeletesOrReleases() {
        answerGets(SealedMessages.texts(network, "first"), SealedMessages.texts(network, "second"));
        try (Node node = Node.connect(network.config(gateway).build())) {
            node.browse(CORE_FR, SOON).orElseThrow().delete().join();
            node.browse(CORE_FR, SOON).orElseThrow().release().join();
            assertThat(gateway.peer().heads(BodyCase.GET))
                    .allMatch(head -> head.getGet().getBrowse());
            assertThat(gateway.peer().settles.stream().map(Settle::getOutcome))
                    .containsExactly(Outcome.ACKNOWLEDGE, Outcome.RELEASE);
        }
    }

    @Test
    void browsesForTheMessageThatRefersToAnother() {
        ByteString wanted = SealedMessages.freshId();
        SealedMessages match = SealedMessages.of(
                TestNetwork.sealing(network.ie),
                SealedMessages.header().setCorrelationId(wanted).build(),
                new byte[0]);
        answerGets(SealedMessages.texts(network, "other", "another"), match);
        try (Node node = Node.connect(network.config(gateway).build())) {
            Optional<Browsed> found = node.browse(CORE_FR, MessageId.of(wanted.toByteArray()), SOON);
            assertThat(found).isPresent();
            await().until(() -> node.counts().settled() == 2);
            assertThat(gateway.peer().settles).allSatisfy(settle -> {
                assertThat(settle.getOutcome()).isEqualTo(Outcome.RELEASE);
                assertThat(settle.getRanges(0).getLast()).isLessThan(3);
            });
        }
    }

    @Test
    void commitsATransactionAsAWhole() {
        answerGets(SealedMessages.texts(network, "a"), SealedMessages.texts(network, "b", "c"));
        try (Node node = Node.connect(network.config(gateway).build());
                Transaction transaction = node.transaction()) {
            assertThat(transaction.get(CORE_FR, SOON)).isPresent();
            assertThat(transaction.get(CORE_FR, 2, SOON)).hasSize(2);
            transaction.commit().join();
            assertThat(gateway.peer().settles).singleElement().satisfies(settle -> {
                assertThat(settle.getOutcome()).isEqualTo(Outcome.ACKNOWLEDGE);
                assertThat(settle.getRangesList()).singleElement().satisfies(range -> {
                    assertThat(range.getFirst()).isEqualTo(1);
                    assertThat(range.getLast()).isEqualTo(3);
                });
            });
        }
    }

    @Test
    void rollsBackWhatWasNotCommitted() {
        answerGets(SealedMessages.texts(network, "a", "b"));
        try (Node node = Node.connect(network.config(gateway).build())) {
            try (Transaction transaction = node.transaction()) {
                assertThat(transaction.get(CORE_FR, 2, SOON)).hasSize(2);
            }
            await().until(() -> !gateway.peer().settles.isEmpty());
            assertThat(gateway.peer().settles.get(0).getOutcome()).isEqualTo(Outcome.ROLLBACK);
        }
    }

    @Test
    void failsTheCommitOfATransactionWhoseConnectionIsLost() {
        answerGets(SealedMessages.texts(network, "a"));
        try (Node node = Node.connect(network.config(gateway).build());
                Transaction transaction = node.transaction()) {
            assertThat(transaction.get(CORE_FR, SOON)).isPresent();
            gateway.cutAll();
            await().until(() -> gateway.connections() == 2 && gateway.peer().isWelcomed);
            assertThat(transaction.commit())
                    .failsWithin(SOON)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOfSatisfying(
                            Disconnected.class,
                            failure -> assertThat(failure.isOutcomeUnknown()).isFalse());
        }
    }

    @Test
    void throwsTheRefusalOfAGetAndOfASubscription() {
        gateway.script = (peer, frame) -> {
            if (frame.head().hasGet()) {
                peer.refuse(frame.head().getGet().getRequest(), RefusalCode.QUEUE_FOREIGN, "queue: not yours");
            } else if (frame.head().hasSubscribe()) {
                peer.refuse(frame.head().getSubscribe().getRequest(), RefusalCode.QUEUE_UNKNOWN, "queue: none");
            }
            return frame.head().hasGet() || frame.head().hasSubscribe();
        };
        try (Node node = Node.connect(network.config(gateway).build())) {
            assertThatThrownBy(() -> node.get(TestNetwork.TO_IE, SOON))
                    .isInstanceOfSatisfying(
                            RefusedByGateway.class,
                            refused -> assertThat(refused.code()).contains(RefusalCode.QUEUE_FOREIGN));
            assertThatThrownBy(() -> node.subscribe("NONE", 1, message -> {}))
                    .isInstanceOfSatisfying(
                            RefusedByGateway.class,
                            refused -> assertThat(refused.code()).contains(RefusalCode.QUEUE_UNKNOWN));
        }
    }

    @Test
    void asksForDepthAndWhoAmI() {
        try (Node node = Node.connect(network.config(gateway).build())) {
            assertThat(node.depth(CORE_FR)).isEqualTo(new QueueDepth(7, 2, Duration.ofMillis(1500)));
            WhoAmI me = node.whoAmI();
            assertThat(me.node()).isEqualTo(TestNetwork.FR);
            assertThat(me.applications()).containsExactly("NCTS");
            assertThat(me.gateway()).isEqualTo(TestNetwork.GATEWAY);
            assertThat(me.clockOffset()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(70));
            assertThat(node.id().toString()).isEqualTo(TestNetwork.FR);
        }
    }
}
