package eu.ccngateway.gateway.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.ccngateway.gateway.queue.Entry;
import eu.ccngateway.gateway.queue.MemoryQueues;
import eu.ccngateway.gateway.queue.StorageQueue;
import eu.ccngateway.gateway.queue.UnitOfWork;
import eu.ccngateway.gateway.store.LedgerRecord;
import eu.ccngateway.pki.IssuedKey;
import eu.ccngateway.pki.Use;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerDrainTest {

    private static final String FR = "NTA.FR@CUSTTAX.FR";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final SettableClock clock = new SettableClock(Instant.now());
    private final TestNetwork network = new TestNetwork(clock, new Random(1));
    private final IssuedKey sender = network.pki.node(FR, Use.SEAL);
    private final ExecutorService broker = Executors.newSingleThreadExecutor();
    private final FullDisk disk = new FullDisk();
    private final List<Long> appended = new ArrayList<>();
    private MemoryQueues queues = new MemoryQueues(broker, clock::millis);
    private ScheduledExecutorService thread;
    private DuplicateWindow window;
    private EvidenceStore store;
    private LedgerDrain drain;

    @BeforeEach
    void start() throws IOException {
        queues.declare(List.of(StorageQueue.LEDGER));
        open();
    }

    private void open() throws IOException {
        thread = Executors.newSingleThreadScheduledExecutor();
        window = new DuplicateWindow(DuplicateWindow.Bounds.STANDARD, clock, new Random(1));
        store = EvidenceStore.open(
                directory.resolve("evidence"), TestNetwork.STATEMENT, Retention.STANDARD, clock, disk);
        drain = new LedgerDrain(queues, store, window, network::id, thread);
    }

    @AfterEach
    void stop() throws Exception {
        end();
        queues.close();
        broker.shutdown();
    }

    private void end() throws Exception {
        drain.close();
        thread.shutdown();
        assertThat(thread.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        store.close();
    }

    /** Commits a record of one acceptance, as the committer does. */
    private LedgerRecord accept() throws IOException {
        LedgerRecord record = network.accept(store, network.seal(TestNetwork.seal(sender), FR, 1))
                .build();
        commit(record);
        appended.add(record.getId());
        return record;
    }

    private void commit(LedgerRecord record) {
        Entry entry = new Entry(record.getId(), 1, 5, 0, Unpooled.wrappedBuffer(record.toByteArray()));
        UnitOfWork work =
                new UnitOfWork(network.id(), List.of(new UnitOfWork.Append(StorageQueue.LEDGER, entry)), List.of());
        queues.commit(work).toCompletableFuture().join();
    }

    private void catchUp() {
        drain.start();
        await().atMost(PATIENCE)
                .until(() -> drain.catchUp().toCompletableFuture().isDone());
    }

    private void awaitEmpty() {
        await().atMost(PATIENCE).until(() -> queues.countMessages(StorageQueue.LEDGER) == 0);
    }

    /** The ids of the records in the store, in order. */
    private List<Long> stored() throws IOException {
        List<Long> ids = new ArrayList<>();
        for (SegmentFile segment : SegmentFile.list(directory.resolve("evidence"), SegmentFile.Kind.LEDGER)) {
            SegmentIndex.walk(segment, entry -> {
                if (entry.kind() == IndexEntry.Kind.RECORD) {
                    ids.add(entry.acceptance());
                }
            });
        }
        return ids;
    }

    @Test
    void catchesUpWithWhatIsThereAndFillsTheWindow() throws Exception {
        LedgerRecord last = LedgerRecord.getDefaultInstance();
        for (int i = 0; i < 300; i++) {
            last = accept();
        }
        assertThat(drain.readiness().ready()).isFalse();
        catchUp();
        assertThat(stored()).isEqualTo(appended);
        assertThat(window.size()).isEqualTo(300);
        assertThat(drain.lastAcceptance()).isEqualTo(last.getAccepted(0).getAcceptance());
        assertThat(drain.readiness().ready()).isTrue();
        awaitEmpty();
    }

    @Test
    void catchesUpAtOnceWhereNothingIsThere() {
        catchUp();
        assertThat(drain.readiness().ready()).isTrue();
        assertThat(drain.lastAcceptance()).isZero();
        assertThat(window.size()).isZero();
    }

    @Test
    void drainsWhatComesLater() throws Exception {
        catchUp();
        for (int i = 0; i < 300; i++) {
            accept();
        }
        awaitEmpty();
        assertThat(stored()).isEqualTo(appended);
    }

    @Test
    void doesNotKeepTwiceWhatComesTwiceAfterCrash() throws Exception {
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < 40; i++) {
                accept();
            }
            drain.start();
            int least = 40 * round + network.random.nextInt(40);
            await().atMost(PATIENCE).until(() -> stored().size() >= least);
            // Between the sync of the files and the removal from the queue, or anywhere else.
            MemoryQueues next = queues.crash();
            end();
            queues = next;
            queues.declare(List.of(StorageQueue.LEDGER));
            open();
        }
        catchUp();
        assertThat(stored()).isEqualTo(appended);
        assertThat(window.size()).isEqualTo(appended.size());
        awaitEmpty();
    }

    @Test
    void goesOnAfterTheBrokerWasLost() throws Exception {
        catchUp();
        for (int round = 0; round < 6; round++) {
            for (int i = 0; i < 30; i++) {
                accept();
            }
            queues.disconnect(round % 2 == 0 ? MemoryQueues.Fate.KEPT : MemoryQueues.Fate.FORGOTTEN);
        }
        awaitEmpty();
        assertThat(stored()).isEqualTo(appended);
        await().atMost(PATIENCE).until(() -> drain.readiness().ready());
    }

    @Test
    void isReadyAgainThoughNothingCameSinceTheBrokerWasLost() {
        catchUp();
        queues.disconnect(MemoryQueues.Fate.FORGOTTEN);
        await().atMost(PATIENCE).until(() -> drain.readiness().ready());
    }

    @Test
    void waitsWhileTheDiskIsFullAndLosesNothing() throws Exception {
        catchUp();
        disk.room.set(10_000);
        for (int i = 0; i < 20; i++) {
            accept();
        }
        await().atMost(PATIENCE).until(() -> !drain.readiness().ready());
        assertThat(drain.readiness().detail())
                .contains("No space left on device")
                .contains("nothing is lost");
        assertThat(queues.countMessages(StorageQueue.LEDGER)).isGreaterThan(0);
        disk.room.set(Long.MAX_VALUE);
        awaitEmpty();
        assertThat(stored()).isEqualTo(appended);
        await().atMost(PATIENCE).until(() -> drain.readiness().ready());
    }

    @Test
    void keepsNothingItCouldNotSync() throws Exception {
        catchUp();
        disk.failsToSync = true;
        for (int i = 0; i < 20; i++) {
            accept();
        }
        await().atMost(PATIENCE).until(() -> !drain.readiness().ready());
        assertThat(queues.countMessages(StorageQueue.LEDGER)).isEqualTo(20);
        disk.failsToSync = false;
        awaitEmpty();
        assertThat(stored()).isEqualTo(appended);
    }

    @Test
    void triesAgainWhenTheRemovalIsRefused() throws Exception {
        catchUp();
        for (int i = 0; i < 20; i++) {
            accept();
        }
        queues.fail("no room in the journal");
        await().atMost(PATIENCE).until(() -> !drain.readiness().ready());
        queues.fail("");
        awaitEmpty();
        assertThat(stored()).isEqualTo(appended);
    }

    @Test
    void leavesTheRestWhereItIsWhenItEnds() throws Exception {
        catchUp();
        drain.close();
        accept();
        end();
        open();
        assertThat(queues.countMessages(StorageQueue.LEDGER)).isEqualTo(1);
        catchUp();
        assertThat(stored()).isEqualTo(appended);
    }
}
