package eu.ccngateway.adapters.artemis.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import eu.ccngateway.gateway.queue.DurableQueues;
import eu.ccngateway.gateway.queue.DurableQueuesContract;
import eu.ccngateway.gateway.queue.Entry;
import eu.ccngateway.gateway.queue.Recorder;
import eu.ccngateway.gateway.queue.StorageQueue;
import eu.ccngateway.gateway.queue.TakenEntry;
import eu.ccngateway.gateway.queue.Unit;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The published broker, which nobody built for us, keeps the contract too, and loses nothing when it is killed. */
class StrangerIT extends DurableQueuesContract {

    private static final int KILLS = 3;

    @TempDir
    static Path directory;

    static StrangerBroker broker;

    @BeforeAll
    static void startBroker() throws Exception {
        String missing = "The published broker apache-artemis 2.56.0 (tar.gz) is neither in target/stranger nor in the"
                + " local repository; run with CI=true to fetch it";
        Path archive = StrangerBroker.archive()
                .orElseGet(() -> System.getenv("CI") != null ? fail(missing) : abort("SKIPPED: " + missing));
        broker = StrangerBroker.create(archive, directory);
        broker.start();
    }

    @AfterAll
    static void stopBroker() throws Exception {
        if (broker != null) {
            broker.close();
        }
    }

    @Override
    protected DurableQueues open() {
        return RemoteArtemis.open(broker.settings("GW1"), Clock.systemUTC());
    }

    @Test
    void keepsLargestEntriesThoughItsJournalTakesOnlySmallOnes() {
        StorageQueue queue = queue("QUEUE");
        long[] ids = newIds(4);
        for (long id : ids) {
            commit(unit().append(queue, Unit.entry(id, Entry.BODY_MAX)));
        }

        Recorder recorder = take(queue, 4);

        List<TakenEntry> taken = recorder.awaitTaken(4);
        commit(unit().remove(taken));
        assertThat(recorder.ids()).isEqualTo(listOf(ids));
    }

    @Test
    void losesAndDoublesNothingWhenKilled() throws Exception {
        queues.close();
        new CrashRounds().killBroker(broker, KILLS);
    }
}
