package eu.ccngateway.gateway.semantics;

import static eu.ccngateway.gateway.testkit.DemoNetwork.ADMIN_IE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.CORE_DE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.CORE_IE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.DE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.FR;
import static eu.ccngateway.gateway.testkit.DemoNetwork.IE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.REPORT_FR;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.gateway.config.LimitsConfig;
import eu.ccngateway.gateway.testkit.Batch;
import eu.ccngateway.gateway.testkit.DemoNetwork;
import eu.ccngateway.gateway.testkit.GatewayTest;
import eu.ccngateway.gateway.testkit.Provokes;
import eu.ccngateway.gateway.testkit.RawMessage;
import eu.ccngateway.gateway.testkit.RawNode;
import eu.ccngateway.gateway.testkit.Taken;
import eu.ccngateway.gateway.testkit.TestGateway;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.wire.Get;
import eu.ccngateway.protocol.wire.PutResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LimitsTest extends GatewayTest {

    private static Batch batch(RawNode node, String to, int count) {
        return node.seal(IntStream.range(0, count)
                .mapToObj(i -> node.message(to, "m" + i))
                .toList());
    }

    @Test
    @Provokes(RefusalCode.QUEUE_FULL)
    void refusesWhatDoesNotFitIntoAQueue() {
        TestGateway gateway = startWith(DemoNetwork.withLimits("CUSTTAX.IE", "queue-depth: 3"));
        RawNode fr = gateway.node(FR);
        RawNode ie = gateway.node(IE);

        List<PutResult> results = fr.put(batch(fr, CORE_IE, 5));

        assertThat(results.subList(0, 3)).allMatch(result -> !result.hasRefused());
        assertThat(results.subList(3, 5)).allMatch(result -> refusal(result) == RefusalCode.QUEUE_FULL);
        assertAccepted(fr.put(fr.message(ADMIN_IE, "another queue")));
        ie.acknowledge(ie.getOne(CORE_IE));
        assertAccepted(fr.put(fr.message(CORE_IE, "there is room again")));
        assertThat(refusal(fr.put(fr.message(CORE_IE, "and none again")))).isEqualTo(RefusalCode.QUEUE_FULL);
    }

    @Test
    @Provokes(RefusalCode.REPORT_QUEUE_FULL)
    void refusesAMessageWhoseReportsWouldNotFit() {
        TestGateway gateway = startWith(DemoNetwork.withLimits("CUSTTAX.FR", "queue-depth: 4"));
        RawNode fr = gateway.node(FR);
        RawNode ie = gateway.node(IE);

        for (int i = 0; i < 2; i++) {
            assertAccepted(fr.put(RawMessage.of(fr.header(CORE_IE, REPORT_FR), "two reports")));
        }
        assertThat(refusal(fr.put(RawMessage.of(fr.header(CORE_IE, REPORT_FR), "no room for its reports"))))
                .isEqualTo(RefusalCode.REPORT_QUEUE_FULL);
        assertAccepted(fr.put(fr.message(CORE_IE, "without reports")));

        ie.acknowledge(takeAll(ie, CORE_IE, 3));
        fr.acknowledge(takeAll(fr, REPORT_FR, 4));
        assertAccepted(fr.put(RawMessage.of(fr.header(CORE_IE, REPORT_FR), "room again")));
    }

    @Test
    void givesRoomBackThatWasReservedForReportsNobodyNeeded() {
        TestGateway gateway = startWith(DemoNetwork.withLimits("CUSTTAX.FR", "queue-depth: 2"));
        RawNode fr = gateway.node(FR);
        RawNode ie = gateway.node(IE);

        for (int i = 0; i < 10; i++) {
            // Room for an exception or expiration report is reserved, and never needed.
            assertAccepted(fr.put(RawMessage.of(fr.header(CORE_IE, REPORT_FR).setReports(4 + 8), "fine")));
            ie.acknowledge(ie.getOne(CORE_IE));
        }
        assertThat(fr.depth(REPORT_FR).getMessages()).isZero();
    }

    @Test
    void givesRoomBackWhenTheStoreFails() {
        TestGateway gateway = startWith(DemoNetwork.withLimits("CUSTTAX.IE", "queue-depth: 2"));
        RawNode fr = gateway.node(FR);
        for (int i = 0; i < 5; i++) {
            gateway.memory().fail("disk full");
            assertThat(refusal(fr.put(fr.message(CORE_IE, "not kept")))).isEqualTo(RefusalCode.STORE_UNAVAILABLE);
            gateway.memory().fail("");
        }

        assertThat(fr.put(batch(fr, CORE_IE, 2))).allMatch(result -> !result.hasRefused());
    }

    @Test
    @Provokes(RefusalCode.DOMAIN_BUSY)
    void refusesADomainMoreThanItsShareAndNobodyElse() {
        TestGateway gateway = startWith(DemoNetwork.withLimits("CUSTTAX.FR", "in-flight-messages: 10"));
        RawNode fr = gateway.node(FR);
        RawNode second = gateway.node(FR);
        RawNode de = gateway.node(DE);
        gateway.holdStorage();
        long first = fr.sendBatch(batch(fr, CORE_IE, 8));
        eventually(() -> assertThat(gateway.observer().received()).isEqualTo(8));

        long tooMuch = second.sendBatch(batch(second, CORE_IE, 3));
        assertThat(second.refusal(tooMuch).code()).isEqualTo(RefusalCode.DOMAIN_BUSY);
        long ofOther = de.sendBatch(batch(de, CORE_IE, 100));
        long fits = second.sendBatch(batch(second, CORE_IE, 2));
        gateway.letGoStorage();

        assertThat(fr.results(first)).allMatch(result -> !result.hasRefused());
        assertThat(second.results(fits)).allMatch(result -> !result.hasRefused());
        assertThat(de.results(ofOther)).allMatch(result -> !result.hasRefused());
        assertThat(second.put(batch(second, CORE_IE, 10))).allMatch(result -> !result.hasRefused());
        assertThat(gateway.observer().refused(RefusalCode.DOMAIN_BUSY)).isEqualTo(3);
    }

    @Test
    @Provokes(RefusalCode.TOO_MUCH_IN_FLIGHT)
    void refusesMoreInFlightThanAConnectionMayHave() {
        LimitsConfig usual = LimitsConfig.DEFAULTS;
        TestGateway gateway = start(settings -> settings.limits(new LimitsConfig(
                usual.frameMax(),
                usual.batchMax(),
                usual.inlineMax(),
                usual.payloadMax(),
                usual.callMax(),
                usual.headerMax(),
                5,
                usual.inFlightBytesMax(),
                usual.connectionsMax(),
                usual.staleAfter())));
        RawNode fr = gateway.node(FR);
        RawNode second = gateway.node(FR);
        assertThat(fr.welcome().getInFlightMax()).isEqualTo(5);
        gateway.holdStorage();
        long first = fr.sendBatch(batch(fr, CORE_IE, 4));

        assertThat(fr.refusal(fr.sendBatch(batch(fr, CORE_IE, 2))).code()).isEqualTo(RefusalCode.TOO_MUCH_IN_FLIGHT);
        long other = second.sendBatch(batch(second, CORE_IE, 5));
        gateway.letGoStorage();

        assertThat(fr.results(first)).allMatch(result -> !result.hasRefused());
        assertThat(second.results(other)).allMatch(result -> !result.hasRefused());
        assertThat(fr.put(batch(fr, CORE_IE, 5))).allMatch(result -> !result.hasRefused());
    }

    @Test
    void readsNoMoreFromANodeWithTooMuchUnansweredAndGoesOnLater() {
        TestGateway gateway = start();
        RawNode fr = gateway.node(FR);
        gateway.holdStorage();
        byte[] payload = PutAndGetTest.random(200_000);
        List<Long> requests = new ArrayList<>();
        Thread sender = new Thread(() -> {
            for (int i = 0; i < 100; i++) {
                Batch batch = fr.seal(new RawMessage(fr.header(CORE_IE).build(), payload));
                synchronized (requests) {
                    requests.add(fr.sendBatch(batch));
                }
            }
        });
        sender.start();

        // 20 MB were sent; what the gateway takes up without having answered is bounded by 8 MiB and a frame.
        eventually(() -> assertThat(gateway.observer().received()).isGreaterThanOrEqualTo(40));
        assertThat(gateway.observer().received()).isLessThanOrEqualTo(45);
        gateway.letGoStorage();

        eventually(() -> assertThat(gateway.observer().stored()).isEqualTo(100));
        synchronized (requests) {
            requests.forEach(request -> assertAccepted(fr.results(request).get(0)));
        }
    }

    @Test
    void refusesMorePayloadsInChunksThanMayBeBegun() {
        TestGateway gateway = start();
        RawNode fr = gateway.node(FR);
        Batch batch = fr.seal(IntStream.range(0, 5)
                .mapToObj(i -> new RawMessage(fr.header(CORE_DE).build(), PutAndGetTest.random(300_000)))
                .toList());
        fr.sendSeal(batch);
        List<Long> begun =
                IntStream.range(0, 5).mapToObj(i -> fr.sendLarge(batch, i)).toList();

        assertThat(fr.refusal(begun.get(4)).code()).isEqualTo(RefusalCode.TOO_MUCH_IN_FLIGHT);
        for (int i = 0; i < 4; i++) {
            fr.sendChunks(begun.get(i), batch.messages().get(i).payload());
        }
        begun.subList(0, 4)
                .forEach(request -> assertAccepted(fr.results(request).get(0)));
    }

    @Test
    void refusesMoreWishesThanAConnectionMayHave() {
        TestGateway gateway = start();
        RawNode ie = gateway.node(IE);
        List<Long> gets = IntStream.range(0, 257)
                .mapToObj(i ->
                        ie.sendGet(Get.newBuilder().setQueue(CORE_IE).setMax(1).setWaitMs(60_000)))
                .toList();

        assertThat(ie.refusal(gets.get(256)).code()).isEqualTo(RefusalCode.TOO_MUCH_IN_FLIGHT);
    }

    @Test
    void handsOutNoMoreThanItCanHoldUntilSomeIsSettled() {
        TestGateway gateway = start();
        RawNode fr = gateway.node(FR);
        RawNode ie = gateway.node(IE);
        byte[] payload = PutAndGetTest.random(250_000);
        for (int i = 0; i < 160; i++) {
            assertAccepted(fr.put(new RawMessage(fr.header(CORE_IE).build(), payload)));
        }
        long subscription = ie.subscribe(CORE_IE, 1_000);

        List<Taken> taken = new ArrayList<>(ie.pushed(subscription, 120));
        assertThat(gateway.observer().delivered())
                .as("40 MB are there, 32 MiB are held")
                .isBetween(120L, 150L);
        ie.acknowledge(taken);
        ie.acknowledge(ie.pushed(subscription, 40));

        assertThat(ie.depth(CORE_IE).getMessages()).isZero();
    }
}
