package eu.ccngateway.gateway.queue;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.gateway.queue.CommitFailed.Outcome;
import eu.ccngateway.gateway.queue.MemoryQueues.Fate;
import eu.ccngateway.gateway.queue.StorageQueue.Lane;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What queues in memory can do that a simulation needs: every interleaving, crashes, failures. */
class MemoryQueuesTest {

    private static final StorageQueue QUEUE = new StorageQueue("CUSTTAX.FR", "QUEUE@CUSTTAX.FR", Lane.NORMAL);
    private static final StorageQueue OTHER = new StorageQueue("CUSTTAX.IE", "OTHER@CUSTTAX.IE", Lane.NORMAL);

    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final AtomicLong ids = new AtomicLong();
    private final AtomicLong nowMs = new AtomicLong(1_000);
    private MemoryQueues queues = new MemoryQueues(tasks::add, nowMs::get);

    @BeforeEach
    void declare() {
        queues.declare(List.of(QUEUE, OTHER));
    }

    @Test
    void forgetsWhatWasNotSyncedWhenItCrashes() {
        CompletableFuture<Void> kept = commit(Unit.unit(ids).append(QUEUE, 1).append(OTHER, 2));
        runTasks();
        CompletableFuture<Void> forgotten = commit(Unit.unit(ids).append(QUEUE, 3));

        queues = queues.crash();
        runTasks();

        assertThat(kept).isCompleted();
        assertThat(forgotten).isNotDone();
        assertThat(contentOf(QUEUE)).containsExactly(1L);
        assertThat(contentOf(OTHER)).containsExactly(2L);
    }

    @Test
    void keepsWhatWasSyncedThoughNobodyWasTold() {
        CompletableFuture<Void> stage = commit(Unit.unit(ids).append(QUEUE, 1));
        tasks.remove().run();

        queues = queues.crash();
        runTasks();

        assertThat(stage).isNotDone();
        assertThat(contentOf(QUEUE)).containsExactly(1L);
    }

    @Test
    void givesBackWhatWasTakenWhenItCrashes() {
        commit(Unit.unit(ids).append(QUEUE, 1, 2, 3));
        Recorder before = subscribe(10);
        runTasks();
        assertThat(before.taken()).hasSize(3);
        commit(Unit.unit(ids).remove(before.taken().get(1)));
        runTasks();
        commit(Unit.unit(ids).remove(before.taken().get(0)));

        queues = queues.crash();
        Recorder after = subscribe(10);
        runTasks();

        assertThat(after.ids()).containsExactly(1L, 3L);
        assertThat(after.taken()).allMatch(TakenEntry::redelivered);
        assertThat(before.taken()).hasSize(3);
    }

    @Test
    void leavesOutcomeUnknownWhenBrokerGoesAway() {
        for (Fate fate : Fate.values()) {
            long base = ids.addAndGet(100);
            commit(Unit.unit(ids).append(QUEUE, base));
            Recorder recorder = subscribe(1);
            runTasks();
            CompletableFuture<Void> stage =
                    commit(Unit.unit(ids).append(OTHER, base + 1).remove(recorder.taken()));

            queues.disconnect(fate);
            runTasks();

            assertThat(stage).isCompletedExceptionally();
            assertThat(outcomeOf(stage)).isEqualTo(Outcome.UNKNOWN);
            assertThat(recorder.timesLost()).isEqualTo(1);
            assertThat(contentOf(OTHER).contains(base + 1)).isEqualTo(fate == Fate.KEPT);
            assertThat(contentOf(QUEUE).contains(base)).isEqualTo(fate == Fate.FORGOTTEN);
        }
    }

    @Test
    void handsOutAgainWhatWasLostAgainstNewCredit() {
        commit(Unit.unit(ids).append(QUEUE, 1, 2));
        Recorder recorder = new Recorder();
        Subscription subscription = queues.subscribe(QUEUE, recorder);
        subscription.credit(2);
        runTasks();

        queues.disconnect(Fate.KEPT);
        runTasks();
        assertThat(recorder.taken()).hasSize(2);
        subscription.credit(2);
        runTasks();

        assertThat(recorder.ids()).containsExactly(1L, 2L, 1L, 2L);
        CompletableFuture<Void> stale =
                commit(Unit.unit(ids).remove(recorder.taken().get(0)));
        runTasks();
        assertThat(outcomeOf(stale)).isEqualTo(Outcome.NOTHING_KEPT);
    }

    @Test
    void keepsNothingWhileStorageFails() {
        queues.fail("disk full");

        CompletableFuture<Void> refused = commit(Unit.unit(ids).append(QUEUE, 1));
        runTasks();

        assertThat(outcomeOf(refused)).isEqualTo(Outcome.NOTHING_KEPT);
        assertThat(queues.readiness().ready()).isFalse();
        assertThat(queues.readiness().detail()).contains("disk full");
        queues.fail("");
        assertThat(queues.readiness().ready()).isTrue();
        CompletableFuture<Void> kept = commit(Unit.unit(ids).append(QUEUE, 2));
        runTasks();
        assertThat(kept).isCompleted();
        assertThat(contentOf(QUEUE)).containsExactly(2L);
    }

    @Test
    void expiresByTheClockItWasGiven() {
        commit(Unit.unit(ids).append(QUEUE, Unit.entry(1, 1, 10, 2_000)));
        runTasks();
        queues.expire();
        assertThat(contentOf(QUEUE)).containsExactly(1L);

        nowMs.set(2_000);
        queues.expire();

        assertThat(contentOf(QUEUE)).isEmpty();
        assertThat(contentOf(StorageQueue.EXPIRED)).containsExactly(1L);
    }

    @Test
    void runsOnAnExecutorThatRunsTasksAtOnce() {
        queues = new MemoryQueues(Runnable::run, nowMs::get);
        declare();
        Recorder recorder = subscribe(20_000);
        for (int id = 0; id < 10_000; id++) {
            assertThat(commit(Unit.unit(ids).append(QUEUE, id))).isCompleted();
        }
        commit(Unit.unit(ids).remove(recorder.taken()));

        assertThat(queues.countMessages(QUEUE)).isZero();
    }

    @Test
    void doesTheSameForTheSameOrderOfTasks() {
        long seed = Long.getLong("ccn.seed", System.nanoTime());
        System.out.println("doesTheSameForTheSameOrderOfTasks: -Dccn.seed=" + seed);

        assertThat(history(seed)).isEqualTo(history(seed)).isNotEmpty();
    }

    /** Commits, takes, gives back and crashes, all chosen by the seed. */
    private static List<String> history(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> history = new ArrayList<>();
        ArrayDeque<Runnable> tasks = new ArrayDeque<>();
        AtomicLong ids = new AtomicLong();
        MemoryQueues queues = new MemoryQueues(tasks::add, () -> 0);
        queues.declare(List.of(QUEUE));
        Recorder recorder = new Recorder();
        queues.subscribe(QUEUE, recorder).credit(3);
        for (int step = 0; step < 2_000; step++) {
            int choice = random.nextInt(100);
            if (choice < 40) {
                Unit unit = Unit.unit(ids).append(QUEUE, ids.incrementAndGet());
                queues.commit(unit.work()).whenComplete((done, failure) -> history.add("" + failure));
            } else if (choice < 50 && !recorder.taken().isEmpty()) {
                recorder.taken().get(random.nextInt(recorder.taken().size())).giveBack();
            } else if (choice == 99) {
                history.add("crash after " + recorder.ids());
                queues = queues.crash();
                tasks.clear();
                recorder = new Recorder();
                queues.subscribe(QUEUE, recorder).credit(3);
            } else if (!tasks.isEmpty()) {
                tasks.remove().run();
            }
        }
        history.add("" + recorder.ids() + queues.countMessages(QUEUE));
        queues.crash(); // Lets go of what was not synced.
        return history;
    }

    private CompletableFuture<Void> commit(Unit unit) {
        return queues.commit(unit.work()).toCompletableFuture();
    }

    private Recorder subscribe(int credit) {
        Recorder recorder = new Recorder();
        queues.subscribe(QUEUE, recorder).credit(credit);
        return recorder;
    }

    private void runTasks() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    private List<Long> contentOf(StorageQueue queue) {
        return queues.peek(queue, 100).stream().map(Entry::id).toList();
    }

    private static Outcome outcomeOf(CompletableFuture<Void> stage) {
        try {
            stage.get();
            throw new AssertionError("the commit was kept");
        } catch (ExecutionException e) {
            return ((CommitFailed) e.getCause()).outcome();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
