package eu.ccngateway.gateway.semantics;

import static eu.ccngateway.gateway.testkit.DemoNetwork.CORE_IE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.DE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.FR;
import static eu.ccngateway.gateway.testkit.DemoNetwork.IE;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.gateway.testkit.Batch;
import eu.ccngateway.gateway.testkit.GatewayTest;
import eu.ccngateway.gateway.testkit.Provokes;
import eu.ccngateway.gateway.testkit.RawMessage;
import eu.ccngateway.gateway.testkit.RawNode;
import eu.ccngateway.gateway.testkit.TestGateway;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.wire.PutResult;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DuplicatesTest extends GatewayTest {

    @Test
    void answersTheSameMessageWithItsFirstResult() {
        TestGateway gateway = start();
        RawNode fr = gateway.node(FR);
        RawMessage message = fr.message(CORE_IE, "once");
        PutResult first = fr.put(message);

        PutResult again = fr.put(message);

        assertThat(again.getDuplicate()).isTrue();
        assertThat(again.getAcceptance()).isEqualTo(first.getAcceptance());
        assertThat(again.getAcceptedAtMs()).isEqualTo(first.getAcceptedAtMs());
        assertThat(gateway.node(IE).depth(CORE_IE).getMessages()).isEqualTo(1);
    }

    @Test
    void answersADuplicateAfterTheMessageWasTakenAndTheGatewayRestarted() {
        TestGateway gateway = start();
        RawNode fr = gateway.node(FR);
        RawMessage message = fr.message(CORE_IE, "once");
        PutResult first = fr.put(message);
        RawNode ie = gateway.node(IE);
        ie.acknowledge(ie.getOne(CORE_IE));

        gateway.restart();
        PutResult again = gateway.node(FR).put(message);

        assertThat(again.getDuplicate()).isTrue();
        assertThat(again.getAcceptance()).isEqualTo(first.getAcceptance());
        assertThat(again.getAcceptedAtMs()).isEqualTo(first.getAcceptedAtMs());
        assertThat(gateway.node(IE).depth(CORE_IE).getMessages()).isZero();
    }

    @Test
    @Provokes(RefusalCode.CONFLICT)
    void refusesAnotherMessageUnderAUsedId() {
        TestGateway gateway = start();
        RawNode fr = gateway.node(FR);
        RawMessage message = fr.message(CORE_IE, "first");
        fr.put(message);
        RawMessage other = RawMessage.of(fr.header(CORE_IE).setId(message.id()), "second");

        assertThat(refusal(fr.put(other))).isEqualTo(RefusalCode.CONFLICT);
        gateway.restart();
        assertThat(refusal(gateway.node(FR).put(other))).isEqualTo(RefusalCode.CONFLICT);
    }

    @Test
    void letsAnotherDomainUseTheSameId() {
        TestGateway gateway = start();
        RawNode fr = gateway.node(FR);
        RawNode de = gateway.node(DE);
        RawMessage message = fr.message(CORE_IE, "of FR");
        fr.put(message);

        assertAccepted(de.put(RawMessage.of(de.header(CORE_IE).setId(message.id()), "of DE")));
    }

    @Test
    void answersADuplicateInTheSameBatchOnce() {
        TestGateway gateway = start();
        RawNode fr = gateway.node(FR);
        RawMessage message = fr.message(CORE_IE, "twice");

        List<PutResult> results = fr.put(fr.seal(message, message));

        assertThat(results.get(0).getAcceptance()).isEqualTo(results.get(1).getAcceptance());
        assertThat(results).extracting(PutResult::getDuplicate).containsExactly(false, true);
        assertThat(gateway.node(IE).depth(CORE_IE).getMessages()).isEqualTo(1);
    }

    @Test
    void answersBothWhenTheSameMessageComesOverTwoConnectionsAtOnce() {
        TestGateway gateway = start();
        RawNode fr = gateway.node(FR);
        RawNode second = gateway.node(FR);
        Batch batch = fr.seal(fr.message(CORE_IE, "twice"));
        gateway.holdStorage();

        long one = fr.sendBatch(batch);
        long two = second.sendBatch(batch);
        // Both have come when a later question over the same connection is answered.
        assertThat(fr.whoAmI().getNode()).isEqualTo(FR);
        assertThat(second.whoAmI().getNode()).isEqualTo(FR);
        eventually(() -> assertThat(gateway.observer().received()).isEqualTo(2));
        gateway.letGoStorage();

        List<PutResult> results =
                List.of(fr.results(one).get(0), second.results(two).get(0));
        assertThat(results.get(0).getAcceptance()).isEqualTo(results.get(1).getAcceptance());
        assertThat(results).extracting(PutResult::getDuplicate).containsExactlyInAnyOrder(false, true);
        assertThat(gateway.node(IE).depth(CORE_IE).getMessages()).isEqualTo(1);
    }

    @Test
    void refusesADuplicateOfAMessageThatWasNotKept() {
        TestGateway gateway = start();
        RawNode fr = gateway.node(FR);
        RawNode second = gateway.node(FR);
        Batch batch = fr.seal(fr.message(CORE_IE, "twice"));
        gateway.holdStorage();
        gateway.memory().fail("disk full");
        long one = fr.sendBatch(batch);
        long two = second.sendBatch(batch);
        eventually(() -> assertThat(gateway.observer().received()).isEqualTo(2));
        gateway.letGoStorage();

        assertThat(refusal(fr.results(one).get(0))).isEqualTo(RefusalCode.STORE_UNAVAILABLE);
        assertThat(refusal(second.results(two).get(0))).isEqualTo(RefusalCode.STORE_UNAVAILABLE);
        gateway.memory().fail("");
        assertAccepted(fr.put(batch).get(0));
    }

    @Test
    @Provokes(RefusalCode.STALE)
    void refusesWhatIsOlderThanTheWindowReaches() {
        TestGateway gateway = start();
        RawNode fr = gateway.node(FR);
        long now = gateway.clock().millis();
        RawMessage old = RawMessage.of(
                fr.header(CORE_IE).setCreatedMs(now - Duration.ofHours(24).toMillis() - 1_000), "old");
        RawMessage ahead = RawMessage.of(
                fr.header(CORE_IE).setCreatedMs(now + Duration.ofMinutes(6).toMillis()), "ahead");
        RawMessage aLittleAhead = RawMessage.of(
                fr.header(CORE_IE).setCreatedMs(now + Duration.ofMinutes(4).toMillis()), "a little ahead");

        assertThat(refusal(fr.put(old))).isEqualTo(RefusalCode.STALE);
        assertThat(refusal(fr.put(ahead))).isEqualTo(RefusalCode.STALE);
        assertAccepted(fr.put(aLittleAhead));
    }

    @Test
    void refusesAsStaleWhatItHasForgotten() {
        TestGateway gateway = start();
        RawNode fr = gateway.node(FR);
        RawMessage message = fr.message(CORE_IE, "once");
        fr.put(message);
        gateway.clock().advance(Duration.ofHours(30));

        PutResult again = fr.put(message);

        assertThat(again.getDuplicate() || refusal(again) == RefusalCode.STALE).isTrue();
        assertThat(gateway.node(IE).depth(CORE_IE).getMessages()).isEqualTo(1);
    }
}
