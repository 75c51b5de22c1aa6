package eu.ccngateway.node;

import static eu.ccngateway.node.TestNetwork.CORE_FR;
import static eu.ccngateway.node.TestNetwork.TO_IE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.wire.CallIn;
import eu.ccngateway.protocol.wire.CallOut;
import eu.ccngateway.protocol.wire.Frame;
import eu.ccngateway.protocol.wire.Frame.BodyCase;
import eu.ccngateway.protocol.wire.Header;
import eu.ccngateway.protocol.wire.Item;
import eu.ccngateway.protocol.wire.Kind;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallingTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final TestNetwork network = new TestNetwork();
    private final ScriptedGateway gateway = new ScriptedGateway(network);

    @AfterEach
    void close() {
        gateway.close();
    }

    private static Message question() {
        return Message.to(TO_IE)
                .type("CD200C-MSG.NCTS")
                .payload("?".getBytes(StandardCharsets.UTF_8))
                .build();
    }

    private static Header.Builder answer(ByteString correlationId) {
        return SealedMessages.header().setKind(Kind.REPLY).setCall(true).setCorrelationId(correlationId);
    }

    /** Answers every call with what this makes of the call's header. */
    private void answering(java.util.function.Function<Header, SealedMessages> answers) {
        gateway.script = (peer, frame) -> {
            if (!frame.head().hasCall()) {
                return false;
            }
            Header header = header(frame);
            SealedMessages sealed = answers.apply(header);
            peer.send(
                    Frame.newBuilder()
                            .setCallOut(CallOut.newBuilder()
                                    .setRequest(frame.head().getCall().getRequest())
                                    .setSeal(sealed.seal())),
                    sealed.tail(sealed.deliveries(1)));
            return true;
        };
    }

    private static Header header(eu.ccngateway.protocol.wire.WireFrame frame) {
        try {
            return Header.parseFrom(ByteBufUtil.getBytes(
                    Item.readAll(frame.tail(), 1, 8 << 10).get(0).header()));
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void callsAndGetsTheVerifiedAnswer() {
        List<Header> called = new CopyOnWriteArrayList<>();
        answering(header -> {
            called.add(header);
            return SealedMessages.of(
                    TestNetwork.sealing(network.ie),
                    answer(header.getId()).build(),
                    "!".getBytes(StandardCharsets.UTF_8));
        });
        try (Node node = Node.connect(network.config(gateway).build())) {
            Reply reply = node.call(question(), SOON).join();
            assertThat(new String(reply.message().payload(), StandardCharsets.UTF_8))
                    .isEqualTo("!");
            assertThat(reply.sender()).isEqualTo(TestNetwork.IE);
            assertThat(reply.evidence().isVerified()).isTrue();
            assertThat(called.get(0).getCall()).isTrue();
            assertThat(called.get(0).getReports()).isZero();
        }
    }

    @Test
    void doesNotTakeTheAnswerToAnotherCall() {
        answering(header -> SealedMessages.of(
                TestNetwork.sealing(network.ie),
                answer(SealedMessages.freshId()).build(),
                new byte[0]));
        try (Node node = Node.connect(network.config(gateway).build())) {
            assertThat(node.call(question(), SOON))
                    .failsWithin(SOON)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(VerificationFailed.class);
        }
    }

    @Test
    void doesNotTakeAnAnswerThatWasSealedForAQueue() {
        answering(header -> SealedMessages.of(
                TestNetwork.sealing(network.ie),
                answer(header.getId()).setCall(false).build(),
                new byte[0]));
        try (Node node = Node.connect(network.config(gateway).build())) {
            assertThat(node.call(question(), SOON))
                    .failsWithin(SOON)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(VerificationFailed.class);
        }
    }

    @Test
    void failsWhenItIsRefusedLateTooLargeOrCutOff() {
        try (Node node = Node.connect(network.config(gateway).build())) {
            gateway.script = (peer, frame) -> {
                if (frame.head().hasCall()) {
                    peer.refuse(frame.head().getCall().getRequest(), RefusalCode.NO_RESPONDER, "nobody there");
                }
                return frame.head().hasCall();
            };
            assertThat(node.call(question(), SOON))
                    .failsWithin(SOON)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(RefusedByGateway.class);
            Message large =
                    Message.to(TO_IE).type("X").payload(new byte[40 << 10]).build();
            assertThat(node.call(large, SOON))
                    .failsWithin(SOON)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(RefusedByGateway.class);
            gateway.script = (peer, frame) -> frame.head().hasCall();
            assertThat(node.call(question(), Duration.ofMillis(50)))
                    .failsWithin(SOON)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(TimedOut.class);
            CompletableFuture<Reply> cut = node.call(question(), SOON);
            await().until(() -> gateway.peer().heads(BodyCase.CALL).size() == 3);
            gateway.cutAll();
            assertThat(cut).failsWithin(SOON).withThrowableThat().havingCause().isInstanceOf(Disconnected.class);
        }
    }

    @Test
    void answersCallsAndServesAgainAfterAReconnect() {
        List<Header> answers = new CopyOnWriteArrayList<>();
        gateway.script = (peer, frame) -> {
            if (frame.head().hasAnswer()) {
                answers.add(header(frame));
            }
            return frame.head().hasAnswer();
        };
        try (Node node = Node.connect(network.config(gateway).build());
                Serving serving = node.serve(
                        "CORE-RCT-QUE.NCTS",
                        call -> call.answer("CD201C-MSG.NCTS")
                                .payload("42".getBytes(StandardCharsets.UTF_8))
                                .build())) {
            assertThat(serving.queue()).isEqualTo(CORE_FR);
            for (int round = 1; round <= 2; round++) {
                Header call = SealedMessages.header()
                        .setCall(true)
                        .setReplyTo("REPORT-RCT-QUE.NCTS@CUSTTAX.IE")
                        .build();
                SealedMessages sealed = SealedMessages.of(TestNetwork.sealing(network.ie), call, new byte[] {'?'});
                gateway.peer()
                        .send(
                                Frame.newBuilder()
                                        .setCallIn(CallIn.newBuilder()
                                                .setCall(round)
                                                .setSeal(sealed.seal())
                                                .setTimeoutMs(5_000)),
                                sealed.tail(sealed.deliveries(1)));
                int expected = round;
                await().until(() -> answers.size() == expected);
                Header answer = answers.get(round - 1);
                assertThat(answer.getKind()).isEqualTo(Kind.REPLY);
                assertThat(answer.getCall()).isTrue();
                assertThat(answer.getCorrelationId()).isEqualTo(call.getId());
                assertThat(answer.getTo()).isEqualTo("REPORT-RCT-QUE.NCTS@CUSTTAX.IE");
                if (round == 1) {
                    gateway.cutAll();
                    await().until(() -> gateway.connections() == 2
                            && !gateway.peer().heads(BodyCase.SERVE).isEmpty());
                }
            }
            assertThatThrownBy(() -> node.serve(CORE_FR, call -> question()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("already");
        }
    }
}
