package eu.ccngateway.gateway.semantics;

import static eu.ccngateway.gateway.testkit.DemoNetwork.CORE_IE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.FR;
import static eu.ccngateway.gateway.testkit.DemoNetwork.IE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.REPORT_FR;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.gateway.delivery.DeadLetters;
import eu.ccngateway.gateway.store.End;
import eu.ccngateway.gateway.testkit.GatewayTest;
import eu.ccngateway.gateway.testkit.Provokes;
import eu.ccngateway.gateway.testkit.RawMessage;
import eu.ccngateway.gateway.testkit.RawNode;
import eu.ccngateway.gateway.testkit.Taken;
import eu.ccngateway.gateway.testkit.TestGateway;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.wire.DeliveryRange;
import eu.ccngateway.protocol.wire.Get;
import eu.ccngateway.protocol.wire.Outcome;
import eu.ccngateway.protocol.wire.Report;
import eu.ccngateway.protocol.wire.ReportType;
import eu.ccngateway.protocol.wire.Settle;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettlementTest extends GatewayTest {

    private TestGateway gateway;
    private RawNode fr;
    private RawNode ie;

    private void startWithMessages(String... texts) {
        gateway = start();
        fr = gateway.node(FR);
        ie = gateway.node(IE);
        if (texts.length > 0) {
            put(texts);
        }
    }

    private void put(String... texts) {
        fr.put(fr.seal(java.util.Arrays.stream(texts)
                .map(text -> RawMessage.of(fr.header(CORE_IE, REPORT_FR).setReports(4 + 2), text))
                .toList()));
    }

    @Test
    void handsOutOneOrMany() {
        startWithMessages("a", "b", "c", "d");

        assertThat(texts(ie.get(CORE_IE, 1, 5_000))).containsExactly("a");
        assertThat(texts(takeAll(ie, CORE_IE, 3))).containsExactly("b", "c", "d");
    }

    @Test
    void answersAGetAtAnEmptyQueueAfterItsWait() {
        startWithMessages();
        long before = System.nanoTime();

        assertThat(ie.get(CORE_IE, 1, 300)).isEmpty();

        assertThat(System.nanoTime() - before).isGreaterThan(200_000_000L);
        assertThat(ie.get(CORE_IE, 1, 0)).isEmpty();
    }

    @Test
    void answersAWaitingGetAsSoonAsAMessageComes() {
        startWithMessages();

        long get = ie.sendGet(Get.newBuilder().setQueue(CORE_IE).setMax(10).setWaitMs(60_000));
        put("late");

        assertThat(texts(ie.taken(get))).containsExactly("late");
    }

    @Test
    void handsAMessageToOneGetOnly() {
        startWithMessages();
        RawNode second = gateway.node(IE);

        long one = ie.sendGet(Get.newBuilder().setQueue(CORE_IE).setMax(1).setWaitMs(60_000));
        assertThat(ie.whoAmI().getNode()).isEqualTo(IE);
        long two = second.sendGet(Get.newBuilder().setQueue(CORE_IE).setMax(1).setWaitMs(1_000));
        put("only");

        assertThat(texts(ie.taken(one))).containsExactly("only");
        assertThat(second.taken(two)).isEmpty();
    }

    @Test
    void settlesARangeWholeOrNotAtAll() {
        startWithMessages("a", "b", "c");
        List<Taken> taken = takeAll(ie, CORE_IE, 3);

        Settle.Builder tooFar = Settle.newBuilder()
                .setRequest(ie.nextRequest())
                .setOutcome(Outcome.ACKNOWLEDGE)
                .addRanges(DeliveryRange.newBuilder()
                        .setFirst(taken.get(0).id())
                        .setLast(taken.get(2).id() + 1));
        assertThat(ie.refusal(ie.sendSettle(tooFar)).code()).isEqualTo(RefusalCode.DELIVERY_UNKNOWN);
        assertThat(ie.depth(CORE_IE).getOnLease()).isEqualTo(3);

        ie.settled(ie.sendSettle(Settle.newBuilder()
                .setRequest(ie.nextRequest())
                .setOutcome(Outcome.ACKNOWLEDGE)
                .addRanges(DeliveryRange.newBuilder()
                        .setFirst(taken.get(0).id())
                        .setLast(taken.get(2).id()))));
        assertThat(ie.depth(CORE_IE).getMessages()).isZero();
    }

    @Test
    @Provokes({RefusalCode.DELIVERY_UNKNOWN, RefusalCode.REQUEST_INVALID})
    void refusesToSettleTwiceOrOverlappingOrWithoutAnOutcome() {
        startWithMessages("a", "b");
        List<Taken> taken = takeAll(ie, CORE_IE, 2);
        ie.acknowledge(taken.get(0));

        long again = ie.sendSettle(Outcome.ACKNOWLEDGE, taken.get(0).id());
        long overlapping = ie.sendSettle(
                Outcome.ACKNOWLEDGE, taken.get(1).id(), taken.get(1).id());
        long none = ie.sendSettle(Outcome.ACKNOWLEDGE);
        long without = ie.sendSettle(Outcome.OUTCOME_UNSPECIFIED, taken.get(1).id());
        long backwards = ie.sendSettle(Settle.newBuilder()
                .setRequest(ie.nextRequest())
                .setOutcome(Outcome.ACKNOWLEDGE)
                .addRanges(DeliveryRange.newBuilder().setFirst(2).setLast(1)));

        assertThat(ie.refusal(again).code()).isEqualTo(RefusalCode.DELIVERY_UNKNOWN);
        assertThat(ie.refusal(overlapping).code()).isIn(RefusalCode.DELIVERY_UNKNOWN, RefusalCode.REQUEST_INVALID);
        assertThat(ie.refusal(none).code()).isEqualTo(RefusalCode.DELIVERY_UNKNOWN);
        assertThat(ie.refusal(without).code()).isEqualTo(RefusalCode.REQUEST_INVALID);
        assertThat(ie.refusal(backwards).code()).isEqualTo(RefusalCode.REQUEST_INVALID);
        ie.acknowledge(taken.get(1));
    }

    @Test
    void settlesOnlyWhatIsOnLeaseToTheSameSession() {
        startWithMessages("a");
        Taken taken = ie.getOne(CORE_IE);
        RawNode second = gateway.node(IE);

        assertThat(second.refusal(second.sendSettle(Outcome.ACKNOWLEDGE, taken.id()))
                        .code())
                .isEqualTo(RefusalCode.DELIVERY_UNKNOWN);
        ie.acknowledge(taken);
    }

    @Test
    void bringsARolledBackMessageAgainFirstAndCounted() {
        startWithMessages("a", "b");
        ie.settle(Outcome.ROLLBACK, ie.getOne(CORE_IE));

        Taken again = ie.getOne(CORE_IE);

        assertThat(again.text()).isEqualTo("a");
        assertThat(again.delivery().getRedelivered()).isTrue();
        assertThat(again.delivery().getBackouts()).isEqualTo(1);
        assertThat(ie.getOne(CORE_IE).text()).isEqualTo("b");
    }

    @Test
    void bringsAReleasedMessageAgainUncounted() {
        startWithMessages("a", "b");
        ie.settle(Outcome.RELEASE, ie.getOne(CORE_IE));

        Taken again = ie.getOne(CORE_IE);

        assertThat(again.text()).isEqualTo("a");
        assertThat(again.delivery().getBackouts()).isZero();
        assertThat(again.delivery().getRedelivered()).isTrue();
    }

    @Test
    void bringsWhatADisconnectedSessionHeldAgain() {
        startWithMessages("a", "b", "c");
        List<Taken> held = takeAll(ie, CORE_IE, 3);
        ie.acknowledge(held.get(1));
        ie.wire().drop();

        RawNode second = gateway.node(IE);
        List<Taken> again = takeAll(second, CORE_IE, 2);

        assertThat(texts(again)).containsExactly("a", "c");
        assertThat(again).allMatch(taken -> taken.delivery().getRedelivered());
        second.acknowledge(again);
        assertThat(second.depth(CORE_IE).getMessages()).isZero();
    }

    @Test
    void returnsAMessageWhoseLeaseIsOver() {
        startWithMessages("a");
        Taken first = ie.get(Get.newBuilder().setQueue(CORE_IE).setWaitMs(5_000).setLeaseMs(1_000))
                .get(0);
        RawNode second = gateway.node(IE);
        assertThat(second.get(CORE_IE, 1, 0)).isEmpty();

        gateway.clock().advance(java.time.Duration.ofSeconds(2));
        Taken again = second.getOne(CORE_IE);

        assertThat(again.delivery().getRedelivered()).isTrue();
        assertThat(ie.refusal(ie.sendSettle(Outcome.ACKNOWLEDGE, first.id())).code())
                .isEqualTo(RefusalCode.DELIVERY_UNKNOWN);
        second.acknowledge(again);
    }

    @Test
    void browsesWithoutCountingABackOut() {
        startWithMessages("a");
        Taken seen = browse();
        RawNode second = gateway.node(IE);
        assertThat(second.get(CORE_IE, 1, 0)).as("seen by others while browsed").isEmpty();

        ie.settle(Outcome.ROLLBACK, seen);
        Taken again = browse();

        assertThat(again.delivery().getBackouts()).isZero();
        ie.acknowledge(again);
        assertThat(ie.depth(CORE_IE).getMessages()).isZero();
    }

    private Taken browse() {
        return ie.get(Get.newBuilder()
                        .setQueue(CORE_IE)
                        .setMax(1)
                        .setWaitMs(5_000)
                        .setBrowse(true))
                .get(0);
    }

    @Test
    @Provokes(RefusalCode.BACKED_OUT)
    void deadLettersAMessageRolledBackTooOften() {
        startWithMessages("poison", "next");
        for (int i = 0; i < 4; i++) {
            ie.settle(Outcome.ROLLBACK, ie.getOne(CORE_IE));
        }

        Taken next = ie.getOne(CORE_IE);
        Taken exception = fr.getOne(REPORT_FR);

        assertThat(next.text()).isEqualTo("next");
        gateway.verification().report(exception, TestGateway.NAME, ReportType.EXCEPTION, original("poison", exception));
        Report report = exception.header().getReport();
        assertThat(report.getRefusal()).isEqualTo(RefusalCode.BACKED_OUT.number());
        assertThat(report.getReason()).contains("4 times");
        List<DeadLetters.Letter> letters = gateway.gateway().deadLetters().list(10);
        assertThat(letters).hasSize(1);
        assertThat(letters.get(0).header().getId()).isEqualTo(report.getOriginalId());
        assertThat(letters.get(0).why().getCode()).isEqualTo(RefusalCode.BACKED_OUT.number());
        assertThat(letters.get(0).payloadLength()).isEqualTo("poison".length());
        assertThat(gateway.gateway().deadLetters().count()).isEqualTo(1);
        assertThat(ie.depth(CORE_IE).getMessages()).isEqualTo(1);
    }

    /** The message as it was put: its header is in the dead letters. */
    private RawMessage original(String text, Taken report) {
        return gateway.gateway().deadLetters().list(10).stream()
                .filter(letter -> letter.header()
                        .getId()
                        .equals(report.header().getReport().getOriginalId()))
                .map(letter -> RawMessage.of(letter.header().toBuilder(), text))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void putsADeadLetterBackIntoItsQueue() throws Exception {
        startWithMessages("poison");
        deadLetter();
        long id = gateway.gateway().deadLetters().list(1).get(0).id();

        assertThat(retry(id)).isTrue();
        assertThat(retry(id)).isFalse();
        Taken revived = ie.getOne(CORE_IE);

        assertThat(revived.text()).isEqualTo("poison");
        gateway.verification().message(revived);
        ie.acknowledge(revived);
        assertThat(gateway.gateway().deadLetters().count()).isZero();
        assertThat(takeAll(fr, REPORT_FR, 2))
                .extracting(report -> report.header().getReport().getType())
                .containsExactly(ReportType.EXCEPTION, ReportType.COD);
    }

    private boolean retry(long id) throws Exception {
        return gateway.gateway()
                .deadLetters()
                .retry(id, "operator")
                .toCompletableFuture()
                .get();
    }

    private void deadLetter() {
        for (int i = 0; i < 4; i++) {
            ie.settle(Outcome.ROLLBACK, ie.getOne(CORE_IE));
        }
    }

    @Test
    @Provokes(RefusalCode.DISCARDED)
    void discardsADeadLetter() throws Exception {
        startWithMessages("poison");
        deadLetter();
        long id = gateway.gateway().deadLetters().list(1).get(0).id();

        assertThat(gateway.gateway()
                        .deadLetters()
                        .discard(id, "operator")
                        .toCompletableFuture()
                        .get())
                .isTrue();

        assertThat(gateway.gateway().deadLetters().list(10)).isEmpty();
        assertThat(gateway.gateway().deadLetters().count()).isZero();
        assertThat(takeAll(fr, REPORT_FR, 2))
                .extracting(report -> report.header().getReport().getRefusal())
                .containsExactly(RefusalCode.BACKED_OUT.number(), RefusalCode.DISCARDED.number());
        assertThat(gateway.observer().ended(End.PURGED)).isEqualTo(1);
    }

    @Test
    void revivesALargeDeadLetter() throws Exception {
        startWithMessages();
        RawMessage large = new RawMessage(fr.header(CORE_IE).build(), PutAndGetTest.random(3_000_000));
        assertAccepted(fr.putLarge(large));
        deadLetter();
        long id = gateway.gateway().deadLetters().list(10).get(0).id();
        assertThat(gateway.gateway().deadLetters().list(10).get(0).payloadLength())
                .isEqualTo(3_000_000);

        assertThat(retry(id)).isTrue();

        Taken revived = ie.getOne(CORE_IE);
        assertThat(revived.payload()).isEqualTo(large.payload());
        ie.acknowledge(revived);
    }
}
