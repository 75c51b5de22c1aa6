package eu.ccngateway.gateway.semantics;

import static eu.ccngateway.gateway.testkit.DemoNetwork.CORE_IE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.FR;
import static eu.ccngateway.gateway.testkit.DemoNetwork.IE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.REPORT_FR;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.gateway.config.SessionConfig;
import eu.ccngateway.gateway.queue.MemoryQueues;
import eu.ccngateway.gateway.testkit.Batch;
import eu.ccngateway.gateway.testkit.GatewayTest;
import eu.ccngateway.gateway.testkit.Provokes;
import eu.ccngateway.gateway.testkit.RawMessage;
import eu.ccngateway.gateway.testkit.RawNode;
import eu.ccngateway.gateway.testkit.Taken;
import eu.ccngateway.gateway.testkit.TestGateway;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.wire.Outcome;
import eu.ccngateway.protocol.wire.PutResult;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoreFailureTest extends GatewayTest {

    private TestGateway gateway;
    private RawNode fr;
    private RawNode ie;

    private void connect() {
        gateway = start();
        fr = gateway.node(FR);
        ie = gateway.node(IE);
    }

    private RawMessage message(String text) {
        return RawMessage.of(fr.header(CORE_IE, REPORT_FR).setReports(3), text);
    }

    @Test
    @Provokes(RefusalCode.STORE_UNAVAILABLE)
    void refusesWhatTheStoreDoesNotTakeAndTakesItLater() {
        connect();
        Batch batch = fr.seal(message("a"), message("b"));
        gateway.memory().fail("disk full");

        List<PutResult> refused = fr.put(batch);
        gateway.memory().fail("");
        List<PutResult> accepted = fr.put(batch);

        assertThat(refused).allMatch(result -> refusal(result) == RefusalCode.STORE_UNAVAILABLE);
        assertThat(accepted).allMatch(result -> result.getAcceptance() != 0 && !result.getDuplicate());
        assertThat(texts(takeAll(ie, CORE_IE, 2))).containsExactly("a", "b");
        assertThat(ie.depth(CORE_IE).getMessages()).isEqualTo(2);
        assertThat(takeAll(fr, REPORT_FR, 2)).hasSize(2);
        assertThat(gateway.observer().commitsFailed()).isPositive();
    }

    @Test
    void isNotReadyWhileTheStoreFails() {
        connect();
        assertThat(gateway.gateway().readiness().ready()).isTrue();
        gateway.memory().fail("disk full");
        assertThat(gateway.gateway().readiness().ready()).isFalse();
        assertThat(gateway.gateway().readiness().detail()).contains("disk full");
        gateway.memory().fail("");
        eventually(() -> assertThat(gateway.gateway().readiness().ready()).isTrue());
    }

    @Test
    void bringsAMessageAgainWhoseAcknowledgementWasNotKept() {
        connect();
        fr.put(fr.seal(message("whole")));
        Taken taken = ie.getOne(CORE_IE);
        gateway.memory().fail("disk full");

        assertThat(ie.refusal(ie.sendSettle(Outcome.ACKNOWLEDGE, taken.id())).code())
                .isEqualTo(RefusalCode.STORE_UNAVAILABLE);
        gateway.memory().fail("");
        Taken again = ie.getOne(CORE_IE);

        assertThat(again.text()).isEqualTo("whole");
        assertThat(again.delivery().getRedelivered()).isTrue();
        ie.acknowledge(again);
        assertThat(ie.depth(CORE_IE).getMessages()).isZero();
        assertThat(ie.get(CORE_IE, 1, 200)).isEmpty();
        assertThat(takeAll(fr, REPORT_FR, 2)).hasSize(2);
        assertThat(fr.get(REPORT_FR, 1, 200)).isEmpty();
    }

    @Test
    void bringsAPartOfAParcelAgainWhoseAcknowledgementWasNotKept() {
        connect();
        fr.put(fr.seal(message("a"), message("b"), message("c")));
        List<Taken> taken = takeAll(ie, CORE_IE, 3);
        ie.acknowledge(taken.get(0));
        gateway.memory().fail("disk full");
        assertThat(ie.refusal(ie.sendSettle(
                                Outcome.ACKNOWLEDGE,
                                taken.get(1).id(),
                                taken.get(2).id()))
                        .code())
                .isEqualTo(RefusalCode.STORE_UNAVAILABLE);
        gateway.memory().fail("");

        List<Taken> again = takeAll(ie, CORE_IE, 2);

        assertThat(texts(again)).containsExactly("b", "c");
        ie.acknowledge(again.get(1));
        ie.acknowledge(again.get(0));
        assertThat(ie.depth(CORE_IE).getMessages()).isZero();
        assertThat(ie.get(CORE_IE, 1, 200)).isEmpty();
    }

    @Test
    void keepsADeadLetterThatCouldNotBeMoved() throws Exception {
        connect();
        fr.put(fr.message(CORE_IE, "poison"));
        for (int i = 0; i < 4; i++) {
            ie.settle(Outcome.ROLLBACK, ie.getOne(CORE_IE));
        }
        var letters = gateway.gateway().deadLetters();
        long id = letters.list(1).get(0).id();
        gateway.memory().fail("disk full");
        var failed = letters.retry(id, "operator").toCompletableFuture();
        eventually(() -> assertThat(failed).isCompletedExceptionally());
        gateway.memory().fail("");

        assertThat(letters.retry(id, "operator").toCompletableFuture().get()).isTrue();
        assertThat(ie.getOne(CORE_IE).text()).isEqualTo("poison");
    }

    @Test
    void triesAgainToExpireWhatCouldNotBeExpired() {
        connect();
        fr.put(RawMessage.of(
                fr.header(CORE_IE, REPORT_FR)
                        .setReports(8)
                        .setExpiresMs(gateway.clock().millis() + 1_000),
                "expires"));
        gateway.memory().fail("disk full");
        gateway.clock().advance(Duration.ofSeconds(2));
        gateway.memory().expire();
        eventually(() -> assertThat(gateway.observer().commitsFailed()).isPositive());

        gateway.memory().fail("");

        assertThat(fr.getOne(REPORT_FR).header().getType()).isEqualTo("EXPIRATION");
    }

    @Test
    @Provokes(RefusalCode.OUTCOME_UNKNOWN)
    void tellsThoseWhomTheStoreKeepsWaiting() {
        gateway = start(settings -> settings.sessions(
                new SessionConfig(Duration.ofMillis(500), Duration.ofSeconds(3), Duration.ofMillis(300), 3)));
        fr = gateway.node(FR);
        ie = gateway.node(IE);
        fr.put(message("taken"));
        Taken taken = ie.getOne(CORE_IE);
        Batch batch = fr.seal(message("a"));
        gateway.holdStorage();
        long put = fr.sendBatch(batch);
        long settle = ie.sendSettle(Outcome.ACKNOWLEDGE, taken.id());
        eventually(() -> assertThat(gateway.observer().received()).isEqualTo(2));
        long again = gateway.node(FR).sendBatch(batch);
        eventually(() -> assertThat(gateway.observer().received()).isEqualTo(3));

        assertThat(refusal(fr.results(put).get(0))).isEqualTo(RefusalCode.OUTCOME_UNKNOWN);
        assertThat(ie.refusal(settle).code()).isEqualTo(RefusalCode.OUTCOME_UNKNOWN);
        eventually(() -> assertThat(gateway.observer().outcomesUnknown()).isEqualTo(2));
        assertThat(ie.depth(CORE_IE).getOnLease()).as("not handed out again").isEqualTo(1);
        gateway.letGoStorage();

        PutResult third = fr.put(batch).get(0);
        assertThat(third.getDuplicate()).isTrue();
        assertThat(again).isPositive();
        assertThat(texts(ie.get(CORE_IE, 10, 5_000))).containsExactly("a");
        assertThat(ie.depth(CORE_IE).getMessages()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void doublesNothingWhenTheBrokerGoesAwayDuringAPut(MemoryQueues.Fate fate) {
        connect();
        Batch batch = fr.seal(message("a"), message("b"));
        gateway.holdStorage();
        long request = fr.sendBatch(batch);
        eventually(() -> assertThat(gateway.observer().received()).isEqualTo(2));
        // The first put is on its way to the disk once a second one is no longer taken up with it.
        fr.whoAmI();
        gateway.memory().disconnect(fate);
        gateway.letGoStorage();

        assertThat(fr.results(request))
                .allMatch(result -> result.getAcceptance() != 0 || refusal(result) == RefusalCode.OUTCOME_UNKNOWN);
        gateway.crash();
        fr = gateway.node(FR);
        ie = gateway.node(IE);
        assertThat(fr.put(batch)).allMatch(result -> result.getAcceptance() != 0);
        assertThat(texts(takeAll(ie, CORE_IE, 2))).containsExactly("a", "b");
        assertThat(ie.depth(CORE_IE).getMessages()).isEqualTo(2);
        assertThat(ie.get(CORE_IE, 1, 200)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void goesOnAfterTheBrokerWasAwayForAMoment(MemoryQueues.Fate fate) {
        connect();
        long subscription = ie.subscribe(CORE_IE, 100);
        fr.put(fr.seal(message("a"), message("b"), message("c")));
        List<Taken> first = ie.pushed(subscription, 3);
        ie.acknowledge(first.get(1));

        gateway.memory().disconnect(fate);

        assertThat(texts(ie.pushed(subscription, 2))).containsExactly("a", "c");
        assertThat(ie.refusal(ie.sendSettle(Outcome.ACKNOWLEDGE, first.get(0).id()))
                        .code())
                .isEqualTo(RefusalCode.DELIVERY_UNKNOWN);
        assertAccepted(fr.put(message("d")));
        assertThat(texts(ie.pushed(subscription, 1))).containsExactly("d");
        assertThat(ie.depth(CORE_IE).getMessages()).isEqualTo(3);
    }
}
