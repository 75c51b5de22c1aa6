package eu.ccngateway.launcher.crash;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.launcher.testnet.TestNetwork;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rounds of traffic with a blow in each, at a random moment; then the audit. Larger by hand:
 * {@code -Dcrash.rounds=10 -Dcrash.messages=2000}, messages a round.
 */
final class CrashRun {

    private static final Logger LOG = LoggerFactory.getLogger(CrashRun.class);

    private static final long SEED = Long.getLong("crash.seed", System.nanoTime());
    private static final int KILL_LATER_MAX_US = 20_000;
    private static final Duration END_WITHIN = Duration.ofMinutes(5);

    private final TestNetwork network;
    private final Traffic traffic;
    private final Random random = new Random(SEED);
    private int kills;

    /** Ends processes; everything runs again when it returns. */
    interface Blow {
        void strike(CrashRun run);
    }

    CrashRun(TestNetwork network) {
        LOG.warn("-Dcrash.seed={} repeats the choices of this run", SEED);
        this.network = network;
        this.traffic = new Traffic(network, SEED);
    }

    Random random() {
        return random;
    }

    void kill(Runnable killing) {
        killing.run();
        kills++;
    }

    /** For any time up to this. */
    void pause(int maxMicros) {
        pause(Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(maxMicros))));
    }

    static void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    void rounds(int rounds, int messages, Blow blow) throws Exception {
        int rounded = Integer.getInteger("crash.messages", messages);
        for (int round = 0; round < Integer.getInteger("crash.rounds", rounds); round++) {
            List<Future<?>> putting = traffic.put(rounded);
            awaitAnswers(round * rounded + 1 + random.nextInt(rounded * 3 / 4));
            pause(KILL_LATER_MAX_US);
            blow.strike(this);
            for (Future<?> put : putting) {
                put.get();
            }
        }
        traffic.awaitEnd(END_WITHIN);
    }

    private void awaitAnswers(int answers) {
        while (traffic.answered() < answers && traffic.faults().isEmpty()) {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(200));
        }
        assertThat(traffic.faults()).isEmpty();
    }

    /** Everybody tells the same story, also when every message is put once more; then the gateway is stopped in order. */
    void audit() throws Exception {
        String during = traffic.counts();
        Audit audit = new Audit(traffic.letters());
        audit.ofWhatProgramsWereTold();
        traffic.putEverythingAgain();
        traffic.awaitEnd(END_WITHIN);
        audit.awaitEvidence(network.evidence());
        assertThat(traffic.faults()).isEmpty();
        traffic.close();
        network.stop();

        audit.ofWhatProgramsWereTold();
        EvidenceFiles files = audit.ofEvidence(network.evidence());
        audit.ofDuplicates(network.evidence());
        LOG.warn("{} kills, {} messages, {}; {}", kills, traffic.letters().size(), during, files);
    }
}
