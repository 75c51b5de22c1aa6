package eu.ccngateway.gateway.queue;

import static eu.ccngateway.gateway.queue.Recorder.PATIENCE;
import static eu.ccngateway.gateway.queue.Unit.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.ccngateway.gateway.queue.StorageQueue.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What every {@link DurableQueues} must keep up when there is much of everything. */
public abstract class DurableQueuesLoadContract extends StorageUnderTest {

    private static final int BACKLOG = 20_000;
    private static final int BACKLOG_BODY = 2_000;
    private static final int PER_UNIT = 50;
    private static final int WAVES = 3;
    private static final int UNITS_A_WAVE = 2_000;

    @Test
    void keepsOrderOfCommitsNotWaitedFor() {
        StorageQueue queue = queue("QUEUE");
        StorageQueue other = queue("OTHER");
        long[] ids = newIds(1000);
        Recorder recorder = take(queue, ids.length);
        List<CompletableFuture<Void>> commits = new ArrayList<>();
        for (int index = 0; index < ids.length; index += 2) {
            Unit unit = unit().append(queue, ids[index], ids[index + 1]);
            commits.add(begin(index % 3 == 0 ? unit.append(other, newIds(1)) : unit));
        }

        commits.forEach(StorageUnderTest::complete);
        recorder.awaitTaken(ids.length);
        assertThat(recorder.ids()).isEqualTo(listOf(ids));
    }

    @Test
    void keepsLargestBodies() throws Exception {
        StorageQueue queue = queue("QUEUE");
        StorageQueue copies = queue("COPIES");
        long[] ids = newIds(8);
        Unit unit = unit();
        for (long id : ids) {
            unit.append(queue, entry(id, Entry.BODY_MAX));
        }
        commit(unit);
        List<TakenEntry> taken = take(queue, 4).awaitTaken(4);
        commit(unit().remove(taken.get(0)).append(copies, entry(IDS.incrementAndGet(), Entry.BODY_MAX)));

        reopen();

        Recorder recorder = take(queue, 8);
        recorder.awaitTaken(7);
        assertThat(recorder.ids()).isEqualTo(listOf(ids).subList(1, 8));
        take(copies, 1).awaitTaken(1);
    }

    @Test
    void keepsBacklogBeyondMemoryInOrder() {
        StorageQueue queue = queue("QUEUE");
        StorageQueue beside = queue("BESIDE");
        long[] ids = newIds(BACKLOG);
        fill(queue, beside, ids);
        assertThat(queues.countMessages(queue)).isEqualTo(BACKLOG);
        assertThat(queues.countMessages(beside)).isEqualTo(BACKLOG / PER_UNIT);
        assertThat(queues.readiness().ready()).isTrue();

        drain(queue, listOf(ids));

        assertThat(queues.countMessages(queue)).isZero();
        assertThat(contentOf(beside)).hasSize(BACKLOG / PER_UNIT);
    }

    @Test
    void keepsBacklogBeyondMemoryWhenOpenedAgain() throws Exception {
        StorageQueue queue = queue("QUEUE");
        StorageQueue beside = queue("BESIDE");
        long[] ids = newIds(BACKLOG / 2);
        fill(queue, beside, ids);
        Recorder recorder = take(queue, 100);
        commit(unit().remove(recorder.awaitTaken(100).subList(0, 50)));

        reopen();

        assertThat(queues.countMessages(queue)).isEqualTo(ids.length - 50);
        drain(queue, listOf(ids).subList(50, ids.length));
    }

    @Test
    void keepsOrderWhileOneOfTwoQueuesOutgrowsMemoryAndShrinksAgain() {
        StorageQueue deep = queue("DEEP");
        StorageQueue shallow = new StorageQueue(deep.group() + ".BESIDE", "SHALLOW" + deep.name(), Lane.NORMAL);
        declare(shallow);
        Eater slow = new Eater(deep);
        Eater quick = new Eater(shallow);
        quick.subscription.credit(1_000_000);
        List<Long> inDeep = new ArrayList<>();
        List<Long> inShallow = new ArrayList<>();
        List<CompletableFuture<Void>> commits = new ArrayList<>();
        for (int wave = 0; wave < WAVES; wave++) {
            for (int unit = 0; unit < UNITS_A_WAVE; unit++) {
                long[] ids = newIds(2);
                inDeep.add(ids[0]);
                inShallow.add(ids[1]);
                commits.add(begin(unit().append(deep, entry(ids[0], 10_000)).append(shallow, ids[1])));
                if (unit == UNITS_A_WAVE / 2) {
                    slow.subscription.credit(UNITS_A_WAVE);
                }
            }
            commits.forEach(StorageUnderTest::complete);
            commits.clear();
        }

        slow.awaitEaten(inDeep.size());
        quick.awaitEaten(inShallow.size());
        assertThat(slow.eaten()).isEqualTo(inDeep);
        assertThat(quick.eaten()).isEqualTo(inShallow);
        assertThat(queues.countMessages(deep)).isZero();
        assertThat(queues.countMessages(shallow)).isZero();
    }

    /** Removes what it is handed at once. */
    private final class Eater implements EntrySink {
        private final Subscription subscription;
        private final List<Long> ids = new ArrayList<>();
        private final List<CompletableFuture<Void>> removals = new ArrayList<>();

        Eater(StorageQueue queue) {
            subscription = queues.subscribe(queue, this);
        }

        @Override
        public synchronized void take(TakenEntry taken) {
            taken.entry().body().release();
            ids.add(taken.entry().id());
            removals.add(begin(unit().remove(taken)));
        }

        @Override
        public void lost() {
            throw new AssertionError("nothing was to be lost");
        }

        void awaitEaten(int count) {
            await().atMost(PATIENCE).until(() -> eaten().size() >= count);
            synchronized (this) {
                removals.forEach(StorageUnderTest::complete);
            }
        }

        synchronized List<Long> eaten() {
            return List.copyOf(ids);
        }
    }

    @Test
    void takesEveryEntryOnceWhateverHappensAtTheSameTime() throws Exception {
        long seed = Long.getLong("ccn.seed", System.nanoTime());
        System.out.println("takesEveryEntryOnceWhateverHappensAtTheSameTime: -Dccn.seed=" + seed);
        List<StorageQueue> sources = new ArrayList<>();
        for (int index = 0; index < 4; index++) {
            sources.add(queue("SOURCE" + index));
        }
        StorageQueue derived = queue("DERIVED");

        RandomTraffic traffic = new RandomTraffic(queues, sources, derived, seed);
        traffic.run();

        for (StorageQueue source : sources) {
            assertThat(queues.countMessages(source)).isZero();
        }
        assertThat(contentOf(derived)).containsExactlyInAnyOrderElementsOf(traffic.expectedDerived());
    }

    private void fill(StorageQueue queue, StorageQueue beside, long[] ids) {
        List<CompletableFuture<Void>> commits = new ArrayList<>();
        for (int from = 0; from < ids.length; from += PER_UNIT) {
            Unit unit = unit().append(beside, newIds(1));
            for (int index = from; index < from + PER_UNIT; index++) {
                unit.append(queue, entry(ids[index], BACKLOG_BODY));
            }
            commits.add(begin(unit));
            if (commits.size() == 8) {
                commits.forEach(StorageUnderTest::complete);
                commits.clear();
            }
        }
        commits.forEach(StorageUnderTest::complete);
    }

    /** Takes and removes everything, with a bounded number in hand. */
    private void drain(StorageQueue queue, List<Long> expected) {
        Recorder recorder = new Recorder();
        Subscription subscription = queues.subscribe(queue, recorder);
        int inHand = 256;
        subscription.credit(inHand);
        List<CompletableFuture<Void>> commits = new ArrayList<>();
        for (int done = 0; done < expected.size(); ) {
            List<TakenEntry> taken = recorder.awaitTaken(done + 1);
            commits.add(begin(unit().remove(taken.subList(done, taken.size()))));
            subscription.credit(taken.size() - done);
            done = taken.size();
        }
        commits.forEach(StorageUnderTest::complete);
        assertThat(recorder.ids()).isEqualTo(expected);
        subscription.close();
    }
}
