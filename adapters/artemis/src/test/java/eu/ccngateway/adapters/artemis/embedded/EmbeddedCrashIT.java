package eu.ccngateway.adapters.artemis.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.ccngateway.adapters.artemis.ChildJvm;
import eu.ccngateway.adapters.artemis.TripleReport;
import eu.ccngateway.adapters.artemis.TripleTraffic;
import eu.ccngateway.adapters.artemis.embedded.EmbeddedSettings.JournalKind;
import eu.ccngateway.gateway.queue.DurableQueues;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process with an embedded broker is killed at random moments, again and again on the same data. */
class EmbeddedCrashIT {

    private static final int ROUNDS = 4;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(JournalKind.class)
    void keepsWhatItAcknowledgedWholeWhenKilled(JournalKind journal) throws Exception {
        long seed = Long.getLong("ccn.seed", System.nanoTime());
        System.out.println("keepsWhatItAcknowledgedWholeWhenKilled: -Dccn.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        TripleReport report = new TripleReport();
        for (int round = 0; round < ROUNDS; round++) {
            int before = report.keptCount();
            List<String> arguments = List.of(
                    directory.toString(),
                    journal.name(),
                    String.valueOf(report.last() + 1_000),
                    "" + random.nextLong());
            try (ChildJvm child = ChildJvm.start(List.of(), EmbeddedTrafficMain.class, arguments, report::accept)) {
                int goal = before + random.nextInt(20, 1_500);
                await().atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> report.keptCount() >= goal || !child.isAlive());
                child.kill();
            }
            assertThat(report.keptCount()).isGreaterThan(before);
            try (DurableQueues queues = EmbeddedArtemis.open(EmbeddedTrafficMain.settings(directory, journal))) {
                queues.declare(TripleTraffic.QUEUES);
                report.check(queues);
            }
        }
    }
}
