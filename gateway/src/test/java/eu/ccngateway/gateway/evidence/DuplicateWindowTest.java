package eu.ccngateway.gateway.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ccngateway.gateway.evidence.DuplicateWindow.Bounds;
import eu.ccngateway.gateway.evidence.DuplicateWindow.Claim;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DuplicateWindowTest {

    private static final Instant NOW = Instant.parse("2026-01-31T10:00:00Z");
    private static final String FR = "CUSTTAX.FR";
    private static final String IE = "CUSTTAX.IE";

    private final SettableClock clock = new SettableClock(NOW);

    private DuplicateWindow window(int perDomain, int total) {
        return new DuplicateWindow(new Bounds(Duration.ofHours(25), perDomain, total), clock, new Random(1));
    }

    private static byte[] id(long number) {
        return ByteBuffer.allocate(24).putLong(16, number).array();
    }

    private static byte[] leaf(long number) {
        return ByteBuffer.allocate(32)
                .putLong(0, number * 31)
                .putLong(8, number)
                .array();
    }

    /** Accepts a message created in the same moment. */
    private static void accept(
            DuplicateWindow window, String domain, byte[] id, byte[] leaf, long acceptance, long atMs) {
        window.accepted(domain, id, leaf, acceptance, atMs, atMs);
    }

    @Test
    void claimsWhatIsNew() {
        DuplicateWindow window = window(10, 10);
        assertThat(window.claim(FR, id(1), leaf(1))).isEqualTo(new Claim.Fresh());
        assertThat(window.claim(FR, id(2), leaf(2))).isEqualTo(new Claim.Fresh());
        assertThat(window.size()).isZero();
    }

    @Test
    void tellsTheFirstResultAgain() {
        DuplicateWindow window = window(10, 10);
        window.claim(FR, id(1), leaf(1));
        accept(window, FR, id(1), leaf(1), 77, NOW.toEpochMilli());
        assertThat(window.claim(FR, id(1), leaf(1))).isEqualTo(new Claim.Accepted(77, NOW.toEpochMilli()));
        accept(window, FR, id(1), leaf(1), 78, NOW.toEpochMilli() + 1);
        assertThat(window.claim(FR, id(1), leaf(1))).isEqualTo(new Claim.Accepted(77, NOW.toEpochMilli()));
        assertThat(window.size()).isEqualTo(1);
    }

    @Test
    void findsAnotherMessageUnderTheSameId() {
        DuplicateWindow window = window(10, 10);
        window.claim(FR, id(1), leaf(1));
        assertThat(window.claim(FR, id(1), leaf(2))).isEqualTo(new Claim.Conflict());
        accept(window, FR, id(1), leaf(1), 77, 0);
        assertThat(window.claim(FR, id(1), leaf(2))).isEqualTo(new Claim.Conflict());
    }

    @Test
    void keepsDomainsApart() {
        DuplicateWindow window = window(10, 10);
        accept(window, FR, id(1), leaf(1), 77, 0);
        assertThat(window.claim(IE, id(1), leaf(1))).isEqualTo(new Claim.Fresh());
    }

    @Test
    void forgetsClaimThatWasWithdrawn() {
        DuplicateWindow window = window(10, 10);
        window.claim(FR, id(1), leaf(1));
        assertThat(window.claim(FR, id(1), leaf(1))).isEqualTo(new Claim.InFlight());
        window.withdraw(FR, id(1));
        assertThat(window.claim(FR, id(1), leaf(2))).isEqualTo(new Claim.Fresh());
    }

    @Test
    void callsWhoWaitsOnceWhenTheClaimIsDecided() {
        DuplicateWindow window = window(10, 10);
        List<String> called = new ArrayList<>();
        window.claim(FR, id(1), leaf(1));
        window.whenDecided(FR, id(1), () -> called.add("first " + window.claim(FR, id(1), leaf(1))));
        window.whenDecided(FR, id(1), () -> called.add("second"));
        assertThat(called).isEmpty();
        accept(window, FR, id(1), leaf(1), 5, 6);
        assertThat(called).containsExactly("first Accepted[acceptance=5, acceptedAtMs=6]", "second");
        window.whenDecided(FR, id(1), () -> called.add("at once"));
        assertThat(called).endsWith("at once").hasSize(3);
        window.claim(FR, id(2), leaf(2));
        window.whenDecided(FR, id(2), () -> called.add("withdrawn"));
        window.withdraw(FR, id(2));
        assertThat(called).endsWith("withdrawn").hasSize(4);
    }

    @Test
    void forgetsWhatIsOlderThanItKeeps() {
        DuplicateWindow window = window(10, 10);
        accept(window, FR, id(1), leaf(1), 1, clock.millis());
        clock.move(Duration.ofHours(26));
        accept(window, FR, id(2), leaf(2), 2, clock.millis());
        assertThat(window.claim(FR, id(1), leaf(1))).isEqualTo(new Claim.Fresh());
        assertThat(window.size()).isEqualTo(1);
        assertThat(window.forcedOut()).isZero();
        assertThat(window.reachMs(FR))
                .isEqualTo(clock.millis() - Duration.ofHours(25).toMillis());
    }

    @Test
    void tellsHowFarBackItRemembersOnceIdsAreForcedOut() {
        DuplicateWindow window = window(3, 100);
        long now = clock.millis();
        long floor = now - Duration.ofHours(25).toMillis();
        for (int i = 0; i < 3; i++) {
            window.accepted(FR, id(i), leaf(i), i, now, now - 1000 + i);
        }
        assertThat(window.reachMs(FR)).isEqualTo(floor);
        // Its sender's clock is ahead: a copy of it must not pass for new.
        window.accepted(FR, id(3), leaf(3), 3, now, now + 5000);
        assertThat(window.reachMs(FR)).isEqualTo(now - 999);
        assertThat(window.forcedOut()).isEqualTo(1);
        assertThat(window.claim(FR, id(0), leaf(0))).isEqualTo(new Claim.Fresh());
        assertThat(window.claim(FR, id(1), leaf(1))).isEqualTo(new Claim.Accepted(1, now));
        for (int i = 4; i < 7; i++) {
            window.accepted(FR, id(i), leaf(i), i, now, now);
        }
        assertThat(window.reachMs(FR)).isEqualTo(now + 5001);
        assertThat(window.reachMs()).isEqualTo(now + 5001);
        assertThat(window.reachMs(IE)).isEqualTo(floor);
    }

    @Test
    void aFloodMakesItsOwnDomainForget() {
        DuplicateWindow window = window(1000, 100);
        for (int i = 0; i < 20; i++) {
            accept(window, IE, id(i), leaf(i), i, clock.millis());
        }
        for (int i = 0; i < 5000; i++) {
            accept(window, FR, id(i), leaf(i), i, clock.millis());
        }
        assertThat(window.size()).isEqualTo(100);
        for (int i = 0; i < 20; i++) {
            assertThat(window.claim(IE, id(i), leaf(i))).isInstanceOf(Claim.Accepted.class);
        }
        assertThat(window.forcedOut()).isEqualTo(4920);
    }

    @Test
    void refusesWhatIsNoIdAndNoLeaf() {
        DuplicateWindow window = window(10, 10);
        assertThatThrownBy(() -> window.claim(FR, new byte[23], leaf(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("message id: 23 bytes (expected: 24)");
        assertThatThrownBy(() -> window.claim(FR, id(1), new byte[31]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("leaf: 31 bytes (expected: 32)");
    }

    @Test
    void aMillionIdsFitIntoEightyMegabytes() {
        DuplicateWindow window = window(1_000_000, 1_000_000);
        long before = usedMemory();
        for (int i = 0; i < 1_200_000; i++) {
            accept(window, FR, id(i), leaf(i), i, clock.millis());
        }
        long used = usedMemory() - before;
        assertThat(window.size()).isBetween(999_000L, 1_000_000L);
        assertThat(used).isLessThan(80_000_000L);
        assertThat(window.claim(FR, id(1_199_999), leaf(1_199_999))).isInstanceOf(Claim.Accepted.class);
        assertThat(window.claim(FR, id(0), leaf(0))).isInstanceOf(Claim.Fresh.class);
    }

    private static long usedMemory() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Several threads claim the same few messages again and again, sometimes with other content, sometimes giving up. */
    @Test
    void acceptsEachMessageOnceWhateverHappensAtOnce() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("seed of the claims: " + seed);
        DuplicateWindow window = window(100_000, 100_000);
        int ids = 2000;
        ConcurrentHashMap<Integer, Integer> acceptedAs = new ConcurrentHashMap<>();
        AtomicInteger waiting = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                Random random = new Random(seed + thread);
                done.add(threads.submit(() -> {
                    for (int round = 0; round < 20_000; round++) {
                        int number = random.nextInt(ids);
                        int version = random.nextInt(5) == 0 ? 1 : 0;
                        Claim claim = window.claim(FR, id(number), leaf(number + 1_000_000L * version));
                        if (claim instanceof Claim.Fresh && random.nextInt(3) == 0) {
                            window.withdraw(FR, id(number));
                        } else if (claim instanceof Claim.Fresh) {
                            assertThat(acceptedAs.putIfAbsent(number, version)).isNull();
                            accept(window, FR, id(number), leaf(number + 1_000_000L * version), number, clock.millis());
                        } else if (claim instanceof Claim.Accepted accepted) {
                            assertThat(accepted.acceptance()).isEqualTo(number);
                            assertThat(acceptedAs).containsEntry(number, version);
                        } else if (claim instanceof Claim.InFlight) {
                            waiting.incrementAndGet();
                            window.whenDecided(FR, id(number), waiting::decrementAndGet);
                        }
                    }
                }));
            }
            for (Future<?> one : done) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(waiting).hasValue(0);
        assertThat(window.size()).isEqualTo(acceptedAs.size());
    }
}
