package eu.ccngateway.adapters.artemis.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import eu.ccngateway.adapters.artemis.embedded.EmbeddedSettings.JournalKind;
import eu.ccngateway.gateway.queue.CommitFailed;
import eu.ccngateway.gateway.queue.CommitFailed.Outcome;
import eu.ccngateway.gateway.queue.DurableQueues;
import eu.ccngateway.gateway.queue.LeakWatch;
import eu.ccngateway.gateway.queue.Recorder;
import eu.ccngateway.gateway.queue.StorageQueue;
import eu.ccngateway.gateway.queue.StorageQueue.Lane;
import eu.ccngateway.gateway.queue.TakenEntry;
import eu.ccngateway.gateway.queue.Unit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is particular to the embedded broker: its directory, its journal, and what happens when the disk fails. */
@ExtendWith(LeakWatch.class)
class EmbeddedArtemisTest {

    private static final int MIB = 1024 * 1024;
    private static final StorageQueue QUEUE = new StorageQueue("CUSTTAX.FR", "QUEUE@CUSTTAX.FR", Lane.NORMAL);

    @TempDir
    private Path directory;

    private final AtomicLong ids = new AtomicLong();

    private EmbeddedSettings settings() {
        return EmbeddedSettings.in(directory).withMemoryBytes(8 * MIB).withJournalFiles(4 * MIB, 2);
    }

    private static DurableQueues open(EmbeddedSettings settings) {
        DurableQueues queues = EmbeddedArtemis.open(settings);
        queues.declare(List.of(QUEUE));
        return queues;
    }

    @Test
    void saysWhichJournalItUses() {
        try (DurableQueues queues = open(settings().withJournal(JournalKind.NIO))) {
            assertThat(queues.readiness().ready()).isTrue();
            assertThat(queues.readiness().detail()).contains("NIO").contains(directory.toString());
        }
    }

    @Test
    void goesToDiskBeyondItsMemory() throws Exception {
        try (DurableQueues queues = open(settings())) {
            for (int unit = 0; unit < 20; unit++) {
                keep(queues, Unit.unit(ids).append(QUEUE, Unit.entry(ids.incrementAndGet(), MIB)));
            }

            try (Stream<Path> files = Files.walk(directory.resolve("paging"))) {
                assertThat(files.filter(file -> file.toString().endsWith(".page")))
                        .hasSizeGreaterThan(2);
            }
            assertThat(queues.countMessages(QUEUE)).isEqualTo(20);
        }
    }

    @Test
    void refusesDirectoryInUse() {
        try (DurableQueues first = open(settings())) {
            assertThatThrownBy(() -> EmbeddedArtemis.open(settings()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(directory.toString())
                    .hasMessageContaining("in use");
            assertThat(first.readiness().ready()).isTrue();
        }
    }

    @Test
    void refusesDirectoryThatIsAFile() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "no directory");

        assertThatThrownBy(() -> EmbeddedArtemis.open(EmbeddedSettings.in(file)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void refusesSettingsThatCannotWork() {
        assertThatThrownBy(() -> settings().withJournalFiles(1 * MIB, 2))
                .hasMessageContaining("journalFileBytes: 1048576");
        assertThatThrownBy(() -> settings().withMemoryBytes(1)).hasMessageContaining("memoryBytes: 1 ");
        assertThatThrownBy(() -> settings().withMinFreeBytes(-1)).hasMessageContaining("minFreeBytes: -1");
    }

    @Test
    void takesNothingNewOnFullDiskButLetsEntriesLeave() throws Exception {
        try (DurableQueues queues = open(settings())) {
            keep(queues, Unit.unit(ids).append(QUEUE, ids.incrementAndGet()));
        }
        try (DurableQueues queues = open(settings().withMinFreeBytes(Long.MAX_VALUE))) {
            await().atMost(Recorder.PATIENCE).until(() -> !queues.readiness().ready());
            assertThat(queues.readiness().detail()).contains("disk is full");
            Recorder recorder = new Recorder();
            queues.subscribe(QUEUE, recorder).credit(1);
            TakenEntry taken = recorder.awaitTaken(1).get(0);

            assertThat(failureOf(commit(queues, Unit.unit(ids).append(QUEUE, ids.incrementAndGet())))
                            .outcome())
                    .isEqualTo(Outcome.NOTHING_KEPT);
            keep(queues, Unit.unit(ids).remove(taken));
            assertThat(queues.countMessages(QUEUE)).isZero();
        }
    }

    @Test
    void failsCommitsAndSaysSoWhenDiskFails() throws Exception {
        EmbeddedSettings settings = settings().withJournal(JournalKind.NIO);
        List<Long> kept = new ArrayList<>();
        Recorder recorder = new Recorder();
        DurableQueues queues = open(settings);
        queues.subscribe(QUEUE, recorder).credit(1);
        keep(queues, Unit.unit(ids).append(QUEUE, keptId(kept)));
        recorder.awaitTaken(1);
        Files.move(directory.resolve("journal"), directory.resolve("journal-away"));
        Files.writeString(directory.resolve("journal"), "not a directory any more");

        CommitFailed failure = failureOf(writeUntilFailure(queues, kept));

        assertThat(failure.outcome()).isIn(Outcome.UNKNOWN, Outcome.NOTHING_KEPT);
        await().atMost(Recorder.PATIENCE).until(() -> !queues.readiness().ready());
        assertThat(queues.readiness().detail()).contains("the disk failed");
        await().atMost(Recorder.PATIENCE).until(() -> recorder.timesLost() == 1);
        assertThat(failureOf(commit(queues, Unit.unit(ids).append(QUEUE, ids.incrementAndGet())))
                        .outcome())
                .isEqualTo(Outcome.NOTHING_KEPT);
        queues.close();
        Files.delete(directory.resolve("journal"));
        Files.move(directory.resolve("journal-away"), directory.resolve("journal"));
        try (DurableQueues repaired = open(settings)) {
            List<Long> found = repaired.peek(QUEUE, 100_000).stream()
                    .map(entry -> entry.id())
                    .toList();
            assertThat(found).containsAll(kept);
        }
    }

    private CompletableFuture<Void> writeUntilFailure(DurableQueues queues, List<Long> kept) throws Exception {
        CompletableFuture<Void> stage = CompletableFuture.completedFuture(null);
        for (int unit = 0; unit < 1_000 && !stage.isCompletedExceptionally(); unit++) {
            long id = ids.incrementAndGet();
            stage = commit(queues, Unit.unit(ids).append(QUEUE, Unit.entry(id, 100_000)));
            try {
                stage.get(60, TimeUnit.SECONDS);
                kept.add(id);
            } catch (ExecutionException expected) {
                return stage;
            }
        }
        return stage;
    }

    private long keptId(List<Long> kept) {
        long id = ids.incrementAndGet();
        kept.add(id);
        return id;
    }

    private static CompletableFuture<Void> commit(DurableQueues queues, Unit unit) {
        return queues.commit(unit.work()).toCompletableFuture();
    }

    private static void keep(DurableQueues queues, Unit unit) throws Exception {
        commit(queues, unit).get(60, TimeUnit.SECONDS);
    }

    private static CommitFailed failureOf(CompletableFuture<Void> stage) throws Exception {
        try {
            stage.get(60, TimeUnit.SECONDS);
            throw new AssertionError("the commit was kept");
        } catch (ExecutionException e) {
            return (CommitFailed) e.getCause();
        }
    }
}
