package eu.ccngateway.gateway.misbehaviour;

import static eu.ccngateway.gateway.testkit.DemoNetwork.CORE_FR;
import static eu.ccngateway.gateway.testkit.DemoNetwork.FR;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.gateway.testkit.Provokes;
import eu.ccngateway.gateway.testkit.RawMessage;
import eu.ccngateway.gateway.testkit.RawNode;
import eu.ccngateway.gateway.testkit.Taken;
import eu.ccngateway.gateway.testkit.Wire;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.wire.Frame;
import eu.ccngateway.protocol.wire.Subscribe;
import eu.ccngateway.protocol.wire.WhoAmI;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlowReaderTest extends MisbehaviourTest {

    private static final int PAYLOAD = 200_000;

    private void fill(int messages) {
        RawNode fr = node();
        byte[] payload = new byte[PAYLOAD];
        for (int i = 0; i < messages; i++) {
            assertAccepted(fr.put(new RawMessage(fr.header(CORE_FR).build(), payload)));
        }
        fr.close();
    }

    private RawNode withSmallBuffer() {
        return gateway.node(
                FR, gateway.dial(gateway.keys(FR).tls(), 4096), RawNode.hello().build());
    }

    @Test
    @Provokes(RefusalCode.TOO_SLOW)
    void slowReader() {
        fill(100);
        RawNode slow = withSmallBuffer();
        slow.wire().stopReading();
        slow.wire()
                .send(Frame.newBuilder()
                        .setSubscribe(Subscribe.newBuilder()
                                .setRequest(1)
                                .setQueue(CORE_FR)
                                .setCredit(1_000)));

        eventually(() ->
                assertThat(gateway.observer().turnedAway(RefusalCode.TOO_SLOW)).isEqualTo(1));
        // What was written for it is bounded by the marks of its connection and one run of messages, not by its credit.
        assertThat(gateway.observer().delivered() * PAYLOAD)
                .isLessThan(10_000_000L + bystander().exchanged() * (long) PAYLOAD);

        slow.wire().readOn();
        assertThat(slow.wire().awaitRefusal().code()).isEqualTo(RefusalCode.TOO_SLOW);
        eventually(() -> assertThat(gateway.observer().sessions()).isEqualTo(2));

        RawNode other = node();
        List<Taken> taken = takeAll(other, CORE_FR, 100);
        other.acknowledge(taken);
    }

    @Test
    void readerThatIsSlowButReads() {
        expectLines(0);
        fill(40);
        RawNode slow = withSmallBuffer();
        long subscription = slow.subscribe(CORE_FR, 1_000);
        List<Taken> taken = new ArrayList<>();
        while (taken.size() < 40) {
            slow.wire().stopReading();
            RawNode other = node();
            assertThat(other.whoAmI().getNode()).isEqualTo(FR);
            other.close();
            slow.wire().readOn();
            taken.addAll(slow.pushed(subscription));
        }
        slow.acknowledge(taken);

        assertThat(gateway.observer().turnedAway(RefusalCode.TOO_SLOW)).isZero();
    }

    @Test
    void askerWhoDoesNotReadTheAnswers() {
        RawNode slow = withSmallBuffer();
        slow.wire().stopReading();
        byte[] question = Wire.frame(
                Frame.newBuilder()
                        .setWhoAmI(WhoAmI.newBuilder().setRequest(1))
                        .build()
                        .toByteArray(),
                new byte[0]);
        ByteBuffer many = ByteBuffer.allocate(1_000 * question.length);
        while (many.hasRemaining()) {
            many.put(question);
        }
        Thread asking = new Thread(() -> {
            try {
                while (true) {
                    slow.wire().sendBytes(many.array());
                }
            } catch (UncheckedIOException expected) {
                // The gateway does not read on for ever.
            }
        });
        asking.setDaemon(true);
        asking.start();

        eventually(() ->
                assertThat(gateway.observer().turnedAway(RefusalCode.TOO_SLOW)).isEqualTo(1));
        eventually(() -> assertThat(asking.isAlive()).isFalse());
    }
}
