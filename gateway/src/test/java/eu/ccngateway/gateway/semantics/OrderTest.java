package eu.ccngateway.gateway.semantics;

import static eu.ccngateway.gateway.testkit.DemoNetwork.CORE_IE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.DE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.FR;
import static eu.ccngateway.gateway.testkit.DemoNetwork.IE;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.gateway.testkit.Batch;
import eu.ccngateway.gateway.testkit.GatewayTest;
import eu.ccngateway.gateway.testkit.RawMessage;
import eu.ccngateway.gateway.testkit.RawNode;
import eu.ccngateway.gateway.testkit.Taken;
import eu.ccngateway.gateway.testkit.TestGateway;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderTest extends GatewayTest {

    private static RawMessage message(RawNode node, int priority, String text) {
        return RawMessage.of(node.header(CORE_IE).setPriorityPlus1(priority + 1), text);
    }

    @Test
    void deliversWhatIsUrgentBeforeABacklog() {
        TestGateway gateway = start();
        RawNode fr = gateway.node(FR);
        RawNode ie = gateway.node(IE);
        for (int i = 0; i < 100; i++) {
            fr.put(message(fr, 5, "backlog " + i));
        }
        assertThat(ie.getOne(CORE_IE).text()).isEqualTo("backlog 0");

        fr.put(message(fr, 9, "urgent"));
        eventually(() -> assertThat(ie.depth(CORE_IE).getMessages()).isEqualTo(101));

        List<String> next = new ArrayList<>();
        while (!next.contains("urgent")) {
            next.add(ie.getOne(CORE_IE).text());
        }
        assertThat(next.size()).as("taken before the urgent one: %s", next).isLessThanOrEqualTo(2);
    }

    @Test
    void deliversByPriorityAndThenAsItCame() {
        TestGateway gateway = start();
        RawNode fr = gateway.node(FR);
        RawNode ie = gateway.node(IE);
        List<RawMessage> messages = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            for (int priority = 0; priority < 10; priority++) {
                messages.add(message(fr, priority, priority + "." + round));
            }
        }
        fr.put(fr.seal(messages));

        List<String> texts = texts(takeAll(ie, CORE_IE, 30));

        List<String> expected = new ArrayList<>();
        for (int priority = 9; priority >= 0; priority--) {
            for (int round = 0; round < 3; round++) {
                expected.add(priority + "." + round);
            }
        }
        assertThat(texts).isEqualTo(expected);
    }

    @Test
    void takesAMessageWithoutPriorityForFive() {
        TestGateway gateway = start();
        RawNode fr = gateway.node(FR);
        RawNode ie = gateway.node(IE);

        fr.put(fr.seal(message(fr, 4, "four"), fr.message(CORE_IE, "default"), message(fr, 6, "six")));

        assertThat(texts(takeAll(ie, CORE_IE, 3))).containsExactly("six", "default", "four");
    }

    @Test
    void keepsTheOrderOfEachSender() {
        TestGateway gateway = start();
        RawNode ie = gateway.node(IE);
        List<RawNode> senders = List.of(gateway.node(FR), gateway.node(DE), gateway.node(FR));
        Random random = new Random(7);
        int[] sent = new int[3];
        for (int step = 0; step < 60; step++) {
            int who = random.nextInt(3);
            int from = sent[who];
            int count = 1 + random.nextInt(8);
            Batch batch = senders.get(who)
                    .seal(IntStream.range(from, from + count)
                            .mapToObj(i -> senders.get(who).message(CORE_IE, who + ":" + i))
                            .toList());
            senders.get(who).sendBatch(batch);
            sent[who] += count;
        }
        int all = sent[0] + sent[1] + sent[2];

        List<Taken> taken = takeAll(ie, CORE_IE, all);

        for (int who = 0; who < 3; who++) {
            String prefix = who + ":";
            assertThat(texts(taken).stream().filter(text -> text.startsWith(prefix)))
                    .containsExactlyElementsOf(IntStream.range(0, sent[who])
                            .mapToObj(i -> prefix + i)
                            .toList());
        }
    }

    @Test
    void givesConsecutiveAcceptancesInTheOrderOfPuts() {
        TestGateway gateway = start();
        RawNode fr = gateway.node(FR);
        List<Long> requests = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            requests.add(fr.sendBatch(fr.seal(fr.message(CORE_IE, "m" + i))));
        }

        List<Long> acceptances = requests.stream()
                .map(request -> fr.results(request).get(0).getAcceptance())
                .toList();

        assertThat(acceptances).isSorted().doesNotHaveDuplicates();
    }
}
