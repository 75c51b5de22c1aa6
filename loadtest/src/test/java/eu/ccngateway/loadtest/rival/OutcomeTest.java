package eu.ccngateway.loadtest.rival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OutcomeTest {

    @Test
    void theMedianIsTheMiddleOne() {
        assertThat(Outcome.median(List.of(3.0, 1.0, 2.0))).isEqualTo(2);
        assertThat(Outcome.median(List.of(4.0, 1.0, 2.0, 3.0))).isEqualTo(2.5);
    }

    @Test
    void queuesAreSharedOutAmongProducers() {
        Transfer many = new Transfer(27, 8, 4_670, 1);
        AtomicInteger[] counts = new AtomicInteger[27];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new AtomicInteger();
        }
        for (int producer = 0; producer < 8; producer++) {
            for (int n = 0; n < 100; n++) {
                counts[many.queue(producer, n)].incrementAndGet();
            }
        }

        assertThat(counts).allMatch(count -> count.get() > 0);
        assertThat(new Transfer(1, 8, 4_670, 1).queue(5, 3)).isZero();
        assertThat(new Transfer(8, 8, 4_670, 1).queue(5, 3)).isEqualTo(5);
    }

    @Test
    void aRaceCountsWhatIsConfirmedAndReceived() throws Exception {
        Race race = new Race(new Transfer(1, 2, 100, 4));
        Race.Sending wire = (queue, payload) -> {
            race.confirmed(1);
            race.received(ByteBuffer.wrap(payload));
        };
        race.produce(0, wire);
        race.produce(1, wire);

        RivalRound round = race.measure("loop", Optional.empty(), Duration.ofMillis(20), Duration.ofMillis(50));

        assertThat(round.perSecond()).isPositive();
        assertThat(round.brokerCpuMicros()).isNegative();
    }

    @Test
    void aRaceNeverHasMoreOnItsWayThanItMay() throws Exception {
        Race race = new Race(new Transfer(1, 1, 100, 4));
        LinkedBlockingQueue<byte[]> wire = new LinkedBlockingQueue<>();
        race.produce(0, (queue, payload) -> wire.add(payload));
        await().until(() -> wire.size() == 4);

        await().during(Duration.ofMillis(100)).until(() -> wire.size() == 4);

        race.failed(new IllegalStateException("given up"));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> race.measure("stuck", Optional.empty(), Duration.ZERO, Duration.ofMillis(1)))
                .withMessageContaining("given up");
    }
}
