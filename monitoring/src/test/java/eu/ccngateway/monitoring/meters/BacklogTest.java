package eu.ccngateway.monitoring.meters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private static final long NOW = 1_000_000_000_000L;
    private static final long HOUR = 3_600_000;

    private final Backlog backlog = new Backlog();

    @Test
    void knowsTheAgeOfTheOldest() {
        assertThat(backlog.oldestMs(NOW)).isZero();
        backlog.add(NOW - HOUR, 2);
        backlog.add(NOW, 1);
        assertThat(backlog.oldestMs(NOW)).isBetween(HOUR, HOUR + Backlog.STEP_MS);

        backlog.remove(NOW - HOUR);
        assertThat(backlog.oldestMs(NOW)).isGreaterThanOrEqualTo(HOUR);
        backlog.remove(NOW - HOUR);
        assertThat(backlog.oldestMs(NOW)).isLessThanOrEqualTo(Backlog.STEP_MS);
        backlog.remove(NOW);
        assertThat(backlog.oldestMs(NOW)).isZero();
        assertThat(backlog.total()).isZero();
    }

    @Test
    void countsWhatIsOlderThanAnAge() {
        backlog.add(NOW - 3 * HOUR, 5);
        backlog.add(NOW - HOUR / 2, 7);

        assertThat(backlog.olderThan(HOUR, NOW)).isEqualTo(5);
        assertThat(backlog.olderThan(4 * HOUR, NOW)).isZero();
        assertThat(backlog.olderThan(0, NOW)).isEqualTo(12);
    }

    /** At start only the oldest is known; what was younger leaves with an age of its own. */
    @Test
    void emptiesAlthoughAgesWereNotKnownExactly() {
        backlog.add(NOW - 5 * HOUR, 100);
        for (int i = 0; i < 100; i++) {
            backlog.remove(NOW - i * 60_000L);
        }

        assertThat(backlog.total()).isZero();
        assertThat(backlog.oldestMs(NOW)).isZero();
        assertThat(backlog.olderThan(0, NOW)).isZero();
    }

    @Test
    void agreesWithAPlainListWhateverTheOrder() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Long> plain = new ArrayList<>();
        long now = NOW;
        for (int i = 0; i < 20_000; i++) {
            now += random.nextInt(2_000);
            if (random.nextInt(100) < 52 || plain.isEmpty()) {
                backlog.add(now, 1);
                plain.add(now);
            } else {
                backlog.remove(plain.remove(random.nextInt(plain.size())));
            }
            if (i % 100 == 0 && !plain.isEmpty()) {
                long oldest =
                        now - plain.stream().mapToLong(Long::longValue).min().orElseThrow();
                assertThat(backlog.oldestMs(now)).as("seed %s", seed).isBetween(oldest, oldest + Backlog.STEP_MS);
                assertThat(backlog.total()).as("seed %s", seed).isEqualTo(plain.size());
            }
        }
    }
}
