package eu.ccngateway.gateway.semantics;

import static eu.ccngateway.gateway.testkit.DemoNetwork.CORE_FR;
import static eu.ccngateway.gateway.testkit.DemoNetwork.CORE_IE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.FR;
import static eu.ccngateway.gateway.testkit.DemoNetwork.IE;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import eu.ccngateway.gateway.testkit.Batch;
import eu.ccngateway.gateway.testkit.GatewayTest;
import eu.ccngateway.gateway.testkit.Incoming;
import eu.ccngateway.gateway.testkit.Provokes;
import eu.ccngateway.gateway.testkit.RawMessage;
import eu.ccngateway.gateway.testkit.RawNode;
import eu.ccngateway.gateway.testkit.TestGateway;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.wire.Answer;
import eu.ccngateway.protocol.wire.Call;
import eu.ccngateway.protocol.wire.Frame;
import eu.ccngateway.protocol.wire.Kind;
import eu.ccngateway.protocol.wire.Refused;
import eu.ccngateway.protocol.wire.Serve;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallTest extends GatewayTest {

    private TestGateway gateway;
    private RawNode fr;
    private RawNode ie;

    private void connect() {
        gateway = start();
        fr = gateway.node(FR);
        ie = gateway.node(IE);
    }

    private static void serve(RawNode node, String queue) {
        long request = node.nextRequest();
        node.wire()
                .send(Frame.newBuilder()
                        .setServe(Serve.newBuilder().setRequest(request).setQueue(queue)));
        node.done(request);
    }

    private static RawMessage question(RawNode node, String text) {
        return RawMessage.of(node.header(CORE_IE).setCall(true), text);
    }

    private static long call(RawNode node, RawMessage question, int timeoutMs) {
        Batch sealed = node.seal(question);
        long request = node.nextRequest();
        node.wire()
                .send(
                        Frame.newBuilder()
                                .setCall(Call.newBuilder()
                                        .setRequest(request)
                                        .setSeal(sealed.seal())
                                        .setTimeoutMs(timeoutMs)),
                        sealed.tail());
        return request;
    }

    private static RawMessage reply(RawNode node, ByteString to, String text) {
        return RawMessage.of(
                node.header(CORE_FR).setKind(Kind.REPLY).setCorrelationId(to).setCall(true), text);
    }

    private static void answer(RawNode node, long call, RawMessage answer) {
        Batch sealed = node.seal(answer);
        node.wire()
                .send(
                        Frame.newBuilder()
                                .setAnswer(Answer.newBuilder().setCall(call).setSeal(sealed.seal())),
                        sealed.tail());
    }

    private static String payload(Incoming incoming, RawMessage expectedHeaderOf) {
        int headerLength = expectedHeaderOf.header().length;
        return new String(
                incoming.tail(),
                8 + headerLength,
                incoming.tail().length - 8 - headerLength,
                java.nio.charset.StandardCharsets.UTF_8);
    }

    private Incoming asked(RawNode node) {
        return node.wire().await(Frame::hasCallIn);
    }

    private Incoming answered(long request) {
        return fr.reply(
                request, frame -> frame.hasCallOut() && frame.getCallOut().getRequest() == request);
    }

    @Test
    void bringsAQuestionAndItsAnswer() {
        connect();
        serve(ie, CORE_IE);
        RawMessage question = question(fr, "what is the status?");
        Batch sealed = fr.seal(question);
        long request = fr.nextRequest();
        fr.wire()
                .send(
                        Frame.newBuilder()
                                .setCall(Call.newBuilder().setRequest(request).setSeal(sealed.seal())),
                        sealed.tail());

        Incoming in = asked(ie);
        RawMessage answer = reply(ie, question.id(), "released");
        answer(ie, in.head().getCallIn().getCall(), answer);
        Incoming out = answered(request);

        assertThat(in.tail()).isEqualTo(question.item());
        assertThat(in.head().getCallIn().getSeal()).isEqualTo(sealed.seal());
        assertThat(in.head().getCallIn().getTimeoutMs()).isEqualTo(30_000);
        assertThat(payload(out, answer)).isEqualTo("released");
    }

    @Test
    void asksThoseWhoServeInTurn() {
        connect();
        RawNode second = gateway.node(IE);
        serve(ie, CORE_IE);
        serve(second, CORE_IE);

        call(fr, question(fr, "one"), 5_000);
        call(fr, question(fr, "two"), 5_000);

        asked(ie);
        asked(second);
    }

    @Test
    @Provokes(RefusalCode.NO_RESPONDER)
    void refusesACallThatNobodyServes() {
        connect();

        assertThat(fr.refusal(call(fr, question(fr, "?"), 5_000)).code()).isEqualTo(RefusalCode.NO_RESPONDER);
    }

    @Test
    void tellsTheCallerWhenTheResponderGoes() {
        connect();
        serve(ie, CORE_IE);
        long request = call(fr, question(fr, "?"), 60_000);
        asked(ie);

        ie.wire().drop();

        assertThat(fr.refusal(request).code()).isEqualTo(RefusalCode.NO_RESPONDER);
        assertThat(fr.refusal(call(fr, question(fr, "?"), 5_000)).code()).isEqualTo(RefusalCode.NO_RESPONDER);
    }

    @Test
    @Provokes(RefusalCode.CALL_TIMEOUT)
    void tellsTheCallerWhenNoAnswerComes() {
        connect();
        serve(ie, CORE_IE);
        RawMessage question = question(fr, "?");

        long request = call(fr, question, 300);
        Incoming in = asked(ie);
        assertThat(fr.refusal(request).code()).isEqualTo(RefusalCode.CALL_TIMEOUT);

        answer(ie, in.head().getCallIn().getCall(), reply(ie, question.id(), "too late"));
        assertThat(ie.whoAmI().getNode()).isEqualTo(IE);
        assertThat(fr.whoAmI().getNode()).isEqualTo(FR);
        assertThat(fr.wire().count(Frame::hasCallOut)).isZero();
    }

    @Test
    @Provokes(RefusalCode.CALL_TOO_LARGE)
    void refusesACallOrAnAnswerThatIsTooLarge() {
        connect();
        serve(ie, CORE_IE);
        RawMessage large =
                new RawMessage(fr.header(CORE_IE).setCall(true).build(), PutAndGetTest.random(32 * 1024 + 1));
        assertThat(fr.refusal(call(fr, large, 5_000)).code()).isEqualTo(RefusalCode.CALL_TOO_LARGE);

        RawMessage fits = new RawMessage(fr.header(CORE_IE).setCall(true).build(), PutAndGetTest.random(32 * 1024));
        long request = call(fr, fits, 60_000);
        long call = asked(ie).head().getCallIn().getCall();
        answer(
                ie,
                call,
                new RawMessage(
                        ie.header(CORE_FR)
                                .setKind(Kind.REPLY)
                                .setCorrelationId(fits.id())
                                .setCall(true)
                                .build(),
                        PutAndGetTest.random(33 * 1024)));
        assertThat(refusalOfAnswer(call)).isEqualTo(RefusalCode.CALL_TOO_LARGE);
        answer(ie, call, reply(ie, fits.id(), "fits"));
        answered(request);
    }

    private RefusalCode refusalOfAnswer(long call) {
        Refused refused = ie.wire()
                .await(frame -> frame.hasRefused() && frame.getRefused().getCall() == call)
                .head()
                .getRefused();
        assertThat(refused.getRequest()).isZero();
        return RefusalCode.of(refused.getCode()).orElseThrow();
    }

    @Test
    void refusesAWrongAnswerAndLetsTheCallerWaitOn() {
        connect();
        serve(ie, CORE_IE);
        RawMessage question = question(fr, "?");
        long request = call(fr, question, 60_000);
        long call = asked(ie).head().getCallIn().getCall();

        answer(ie, call, reply(ie, ie.freshId(), "to another question"));
        assertThat(refusalOfAnswer(call)).isEqualTo(RefusalCode.HEADER_INVALID);
        RawMessage right = reply(ie, question.id(), "right");
        answer(ie, call, right);

        assertThat(payload(answered(request), right)).isEqualTo("right");
    }

    @Test
    void takesAnAnswerFromNobodyElse() {
        connect();
        serve(ie, CORE_IE);
        RawNode other = gateway.node(IE);
        RawMessage question = question(fr, "?");
        long request = call(fr, question, 60_000);
        long call = asked(ie).head().getCallIn().getCall();

        answer(other, call, reply(other, question.id(), "not asked"));
        assertThat(other.whoAmI().getNode()).isEqualTo(IE);
        RawMessage right = reply(ie, question.id(), "asked");
        answer(ie, call, right);

        assertThat(payload(answered(request), right)).isEqualTo("asked");
    }

    @Test
    void refusesAMessageSealedForAQueueAsACallAndTheOtherWayRound() {
        connect();
        serve(ie, CORE_IE);

        assertThat(fr.refusal(call(fr, fr.message(CORE_IE, "for a queue"), 5_000))
                        .code())
                .isEqualTo(RefusalCode.HEADER_INVALID);
        assertThat(refusal(fr.put(question(fr, "for a call")))).isEqualTo(RefusalCode.HEADER_INVALID);
    }

    @Test
    void refusesACallWithoutTheRightToIt() {
        connect();
        serve(ie, CORE_IE);
        RawMessage notAllowed =
                RawMessage.of(fr.header(CORE_IE).setType("CD001C-MSG.ECS").setCall(true), "?");

        assertThat(fr.refusal(call(fr, notAllowed, 5_000)).code()).isEqualTo(RefusalCode.NOT_AUTHORISED);
        long serve = fr.nextRequest();
        fr.wire()
                .send(Frame.newBuilder()
                        .setServe(Serve.newBuilder().setRequest(serve).setQueue(CORE_IE)));
        assertThat(fr.refusal(serve).code()).isEqualTo(RefusalCode.NOT_AUTHORISED);
    }

    @Test
    void refusesMoreOpenCallsThanASessionMayHave() {
        connect();
        serve(ie, CORE_IE);
        RawMessage question = question(fr, "?");

        List<Long> calls = java.util.stream.IntStream.range(0, 257)
                .mapToObj(i -> call(fr, question, 60_000))
                .toList();

        assertThat(fr.refusal(calls.get(256)).code()).isEqualTo(RefusalCode.TOO_MUCH_IN_FLIGHT);
        long first = asked(ie).head().getCallIn().getCall();
        RawMessage right = reply(ie, question.id(), "one");
        answer(ie, first, right);
        answered(calls.get(0));
        call(fr, question, 60_000);
    }
}
