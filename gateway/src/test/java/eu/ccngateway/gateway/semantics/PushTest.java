package eu.ccngateway.gateway.semantics;

import static eu.ccngateway.gateway.testkit.DemoNetwork.CORE_IE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.FR;
import static eu.ccngateway.gateway.testkit.DemoNetwork.IE;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.gateway.testkit.GatewayTest;
import eu.ccngateway.gateway.testkit.RawMessage;
import eu.ccngateway.gateway.testkit.RawNode;
import eu.ccngateway.gateway.testkit.Taken;
import eu.ccngateway.gateway.testkit.TestGateway;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.wire.Frame;
import eu.ccngateway.protocol.wire.Outcome;
import eu.ccngateway.protocol.wire.Unsubscribe;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PushTest extends GatewayTest {

    private TestGateway gateway;
    private RawNode fr;
    private RawNode ie;

    private void connect() {
        gateway = start();
        fr = gateway.node(FR);
        ie = gateway.node(IE);
    }

    private void put(int from, int to) {
        List<RawMessage> messages = IntStream.range(from, to)
                .mapToObj(i -> fr.message(CORE_IE, "m" + i))
                .toList();
        fr.put(fr.seal(messages)).forEach(result -> assertAccepted(result));
    }

    private static List<String> expected(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "m" + i).toList();
    }

    @Test
    void pushesAsFarAsCreditReaches() {
        connect();
        put(0, 10);
        long subscription = ie.subscribe(CORE_IE, 4);

        List<Taken> first = ie.pushed(subscription, 4);
        assertThat(texts(first)).isEqualTo(expected(0, 4));
        assertThat(ie.depth(CORE_IE).getOnLease()).isEqualTo(4);

        ie.credit(subscription, 3);
        assertThat(texts(ie.pushed(subscription, 3))).isEqualTo(expected(4, 7));
        assertThat(ie.depth(CORE_IE).getOnLease()).isEqualTo(7);
        ie.acknowledge(first);
        assertThat(ie.depth(CORE_IE).getMessages()).isEqualTo(6);
    }

    @Test
    void pushesWhatComesLater() {
        connect();
        long subscription = ie.subscribe(CORE_IE, 1_000);

        for (int i = 0; i < 50; i++) {
            put(i, i + 1);
        }

        List<Taken> taken = ie.pushed(subscription, 50);
        assertThat(texts(taken)).isEqualTo(expected(0, 50));
        ie.acknowledge(taken);
    }

    @Test
    void keepsWhatWasPushedOnLeaseAfterUnsubscribe() {
        connect();
        put(0, 3);
        long subscription = ie.subscribe(CORE_IE, 2);
        List<Taken> taken = ie.pushed(subscription, 2);

        ie.unsubscribe(subscription);
        ie.credit(subscription, 100);
        assertThat(ie.depth(CORE_IE).getOnLease()).isEqualTo(2);
        ie.acknowledge(taken);

        assertThat(texts(ie.get(CORE_IE, 10, 5_000))).containsExactly("m2");
    }

    @Test
    void sharesAQueueBetweenSubscribers() {
        connect();
        RawNode second = gateway.node(IE);
        long one = ie.subscribe(CORE_IE, 1_000);
        long two = second.subscribe(CORE_IE, 1_000);
        for (int i = 0; i < 40; i++) {
            put(i, i + 1);
        }

        eventually(() -> assertThat(gateway.observer().delivered()).isEqualTo(40));
        List<Taken> atOne = drain(ie, one);
        List<Taken> atTwo = drain(second, two);

        assertThat(atOne).isNotEmpty();
        assertThat(atTwo).isNotEmpty();
        List<String> all = new ArrayList<>(texts(atOne));
        all.addAll(texts(atTwo));
        assertThat(all).containsExactlyInAnyOrderElementsOf(expected(0, 40));
        ie.acknowledge(atOne);
        second.acknowledge(atTwo);
    }

    /** What has been pushed by now. */
    private static List<Taken> drain(RawNode node, long subscription) {
        // The answer to a question comes behind everything that was sent before it.
        node.whoAmI();
        List<Taken> taken = new ArrayList<>();
        while (node.wire().count(Frame::hasDeliver) > 0) {
            taken.addAll(node.pushed(subscription));
        }
        return taken;
    }

    @Test
    void handsWhatOneSubscriberHeldToTheOther() {
        connect();
        put(0, 5);
        long one = ie.subscribe(CORE_IE, 5);
        ie.pushed(one, 5);
        RawNode second = gateway.node(IE);
        long two = second.subscribe(CORE_IE, 100);

        ie.wire().drop();

        List<Taken> taken = second.pushed(two, 5);
        assertThat(texts(taken)).isEqualTo(expected(0, 5));
        assertThat(taken).allMatch(one5 -> one5.delivery().getRedelivered());
        second.acknowledge(taken);
    }

    @Test
    void pushesARolledBackMessageAgain() {
        connect();
        put(0, 1);
        long subscription = ie.subscribe(CORE_IE, 10);

        ie.settle(Outcome.ROLLBACK, ie.pushed(subscription).get(0));
        Taken again = ie.pushed(subscription).get(0);

        assertThat(again.delivery().getBackouts()).isEqualTo(1);
        ie.acknowledge(again);
    }

    @Test
    void pushesLargePayloadsInChunksAmongSmallOnes() {
        connect();
        long subscription = ie.subscribe(CORE_IE, 100);
        RawMessage large = new RawMessage(fr.header(CORE_IE).build(), PutAndGetTest.random(2_000_000));
        put(0, 1);
        assertAccepted(fr.putLarge(large));
        put(1, 2);

        List<Taken> taken = ie.pushed(subscription, 3);

        assertThat(taken.get(0).text()).isEqualTo("m0");
        assertThat(taken.get(1).payload()).isEqualTo(large.payload());
        assertThat(taken.get(2).text()).isEqualTo("m1");
        ie.acknowledge(taken);
    }

    @Test
    void refusesToEndASubscriptionThatIsNotThere() {
        connect();
        long request = ie.nextRequest();
        ie.wire()
                .send(Frame.newBuilder()
                        .setUnsubscribe(
                                Unsubscribe.newBuilder().setRequest(request).setSubscription(77)));

        assertThat(ie.refusal(request).code()).isEqualTo(RefusalCode.REQUEST_INVALID);
    }

    @Test
    void deliversALongBacklogInOrder() {
        connect();
        for (int i = 0; i < 3_000; i += 500) {
            put(i, i + 500);
        }
        long subscription = ie.subscribe(CORE_IE, 700);

        List<String> seen = new ArrayList<>();
        while (seen.size() < 3_000) {
            List<Taken> taken = ie.pushed(subscription);
            seen.addAll(texts(taken));
            ie.acknowledge(taken);
            ie.credit(subscription, taken.size());
        }

        assertThat(seen).isEqualTo(expected(0, 3_000));
        assertThat(ie.depth(CORE_IE).getMessages()).isZero();
    }
}
