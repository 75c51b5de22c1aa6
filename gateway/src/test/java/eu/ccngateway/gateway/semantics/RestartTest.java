package eu.ccngateway.gateway.semantics;

import static eu.ccngateway.gateway.testkit.DemoNetwork.CORE_IE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.FR;
import static eu.ccngateway.gateway.testkit.DemoNetwork.IE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.REPORT_FR;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.gateway.queue.StorageQueue;
import eu.ccngateway.gateway.testkit.Batch;
import eu.ccngateway.gateway.testkit.GatewayTest;
import eu.ccngateway.gateway.testkit.RawMessage;
import eu.ccngateway.gateway.testkit.RawNode;
import eu.ccngateway.gateway.testkit.Taken;
import eu.ccngateway.gateway.testkit.TestGateway;
import eu.ccngateway.protocol.wire.Outcome;
import eu.ccngateway.protocol.wire.PutResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a gateway finds when it starts again, after it stopped in order and after a crash. */
class RestartTest extends GatewayTest {

    enum End {
        IN_ORDER(TestGateway::restart),
        BY_CRASH(TestGateway::crash);

        private final Consumer<TestGateway> of;

        End(Consumer<TestGateway> of) {
            this.of = of;
        }
    }

    private static Batch batch(RawNode node, int count) {
        return node.seal(IntStream.range(0, count)
                .mapToObj(i -> RawMessage.of(node.header(CORE_IE, REPORT_FR).setReports(2), "m" + i))
                .toList());
    }

    @ParameterizedTest
    @EnumSource
    void bringsWhatWasNotAcknowledgedAgainInOrder(End end) {
        TestGateway gateway = start();
        gateway.node(FR).put(batch(gateway.node(FR), 20));
        RawNode ie = gateway.node(IE);
        List<Taken> taken = takeAll(ie, CORE_IE, 10);
        ie.acknowledge(taken.get(2), taken.get(3), taken.get(7));
        ie.acknowledge(taken.get(0));

        end.of.accept(gateway);
        ie = gateway.node(IE);

        assertThat(ie.depth(CORE_IE).getMessages()).isEqualTo(16);
        List<Taken> rest = takeAll(ie, CORE_IE, 16);
        assertThat(texts(rest))
                .isEqualTo(IntStream.range(0, 20)
                        .filter(i -> i != 0 && i != 2 && i != 3 && i != 7)
                        .mapToObj(i -> "m" + i)
                        .toList());
        assertThat(rest).allMatch(again -> again.delivery().getRedelivered());
        rest.forEach(gateway.verification()::message);
        assertThat(ie.get(CORE_IE, 1, 200)).isEmpty();
        ie.acknowledge(rest);
        RawNode fr = gateway.node(FR);
        assertThat(takeAll(fr, REPORT_FR, 20))
                .extracting(report -> report.header().getReport().getOriginalId())
                .doesNotHaveDuplicates();
        assertThat(fr.get(REPORT_FR, 1, 200)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void staysExactOverSeveralRestarts(End end) {
        TestGateway gateway = start();
        gateway.node(FR).put(batch(gateway.node(FR), 12));
        List<String> acknowledged = new ArrayList<>();
        for (int round = 0; round < 6; round++) {
            RawNode ie = gateway.node(IE);
            List<Taken> taken = takeAll(ie, CORE_IE, 12 - acknowledged.size());
            ie.acknowledge(taken.get(0));
            ie.acknowledge(taken.get(taken.size() - 1));
            acknowledged.add(taken.get(0).text());
            acknowledged.add(taken.get(taken.size() - 1).text());
            end.of.accept(gateway);
        }

        assertThat(acknowledged).doesNotHaveDuplicates().hasSize(12);
        assertThat(gateway.node(IE).depth(CORE_IE).getMessages()).isZero();
        assertThat(gateway.node(IE).get(CORE_IE, 1, 200)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void leavesNoProgressBehindOnceAllIsGone(End end) {
        TestGateway gateway = start();
        gateway.node(FR).put(batch(gateway.node(FR), 8));
        RawNode ie = gateway.node(IE);
        List<Taken> taken = takeAll(ie, CORE_IE, 8);
        taken.subList(0, 4).forEach(ie::acknowledge);
        end.of.accept(gateway);
        RawNode again = gateway.node(IE);
        takeAll(again, CORE_IE, 4).forEach(again::acknowledge);
        end.of.accept(gateway);

        RawNode fr = gateway.node(FR);
        assertThat(gateway.node(IE).depth(CORE_IE).getMessages()).isZero();
        eventually(() -> {
            fr.put(fr.message("ADMIN-RCT-QUE.NCTS@CUSTTAX.IE", "something to do"));
            assertThat(gateway.memory().countMessages(StorageQueue.PROGRESS)).isZero();
        });
    }

    @ParameterizedTest
    @EnumSource
    void keepsWhatItHasPromised(End end) {
        TestGateway gateway = start();
        RawNode fr = gateway.node(FR);
        List<PutResult> results = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            results.addAll(fr.put(batch(fr, 3)));
        }
        RawMessage large = new RawMessage(fr.header(CORE_IE).build(), PutAndGetTest.random(2_500_000));
        results.add(fr.putLarge(large));

        end.of.accept(gateway);
        List<Taken> taken = takeAll(gateway.node(IE), CORE_IE, 91);

        assertThat(taken)
                .extracting(one -> one.delivery().getAcceptance())
                .containsExactlyElementsOf(
                        results.stream().map(PutResult::getAcceptance).toList());
        assertThat(taken.get(90).payload()).isEqualTo(large.payload());
    }

    @ParameterizedTest
    @EnumSource
    void givesHigherAcceptancesAfterwards(End end) {
        TestGateway gateway = start();
        RawNode fr = gateway.node(FR);
        long before = fr.put(batch(fr, 3)).get(2).getAcceptance();

        end.of.accept(gateway);
        fr = gateway.node(FR);

        assertThat(fr.put(fr.message(CORE_IE, "later")).getAcceptance()).isGreaterThan(before);
    }

    @ParameterizedTest
    @EnumSource
    void startsCountingBackOutsAnew(End end) {
        TestGateway gateway = start();
        gateway.node(FR).put(batch(gateway.node(FR), 1));
        RawNode ie = gateway.node(IE);
        ie.settle(Outcome.ROLLBACK, ie.getOne(CORE_IE));

        end.of.accept(gateway);

        assertThat(gateway.node(IE).getOne(CORE_IE).delivery().getBackouts()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void keepsDeadLetters(End end) throws Exception {
        TestGateway gateway = start();
        gateway.node(FR).put(batch(gateway.node(FR), 2));
        RawNode ie = gateway.node(IE);
        for (int i = 0; i < 4; i++) {
            ie.settle(Outcome.ROLLBACK, ie.getOne(CORE_IE));
        }

        end.of.accept(gateway);
        var letters = gateway.gateway().deadLetters();

        assertThat(letters.list(10)).hasSize(1);
        assertThat(letters.retry(letters.list(10).get(0).id(), "operator")
                        .toCompletableFuture()
                        .get())
                .isTrue();
        assertThat(texts(takeAll(gateway.node(IE), CORE_IE, 2))).containsExactly("m1", "m0");
    }
}
