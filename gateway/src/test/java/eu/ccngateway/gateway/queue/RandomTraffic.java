package eu.ccngateway.gateway.queue;

import static eu.ccngateway.gateway.queue.Recorder.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Producers that commit to several queues at once and never wait, and one consumer a queue that removes, gives back and
 * subscribes anew at random. Everything must be removed exactly once, and first come in the order of each producer.
 */
final class RandomTraffic {

    private static final int PRODUCERS = 3;
    private static final int UNITS = 400;

    private record Written(int producer, int number) {}

    private final DurableQueues queues;
    private final List<StorageQueue> sources;
    private final StorageQueue derived;
    private final SplittableRandom random;
    private final Map<StorageQueue, Map<Long, Written>> written = new ConcurrentHashMap<>();
    private final Set<Long> derivedIds = ConcurrentHashMap.newKeySet();

    RandomTraffic(DurableQueues queues, List<StorageQueue> sources, StorageQueue derived, long seed) {
        this.queues = queues;
        this.sources = sources;
        this.derived = derived;
        this.random = new SplittableRandom(seed);
        sources.forEach(source -> written.put(source, new ConcurrentHashMap<>()));
    }

    Set<Long> expectedDerived() {
        return derivedIds;
    }

    void run() throws Exception {
        List<CompletableFuture<?>> roles = new ArrayList<>();
        List<CompletableFuture<?>> producers = new ArrayList<>();
        for (int producer = 0; producer < PRODUCERS; producer++) {
            int number = producer;
            SplittableRandom own = random.split();
            producers.add(CompletableFuture.runAsync(() -> produce(number, own), RandomTraffic::inOwnThread));
        }
        CompletableFuture<?> allWritten = CompletableFuture.allOf(producers.toArray(CompletableFuture[]::new));
        for (StorageQueue source : sources) {
            SplittableRandom own = random.split();
            roles.add(CompletableFuture.runAsync(() -> consume(source, own, allWritten), RandomTraffic::inOwnThread));
        }
        roles.addAll(producers);
        CompletableFuture.allOf(roles.toArray(CompletableFuture[]::new))
                .get(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void inOwnThread(Runnable role) {
        Thread thread = new Thread(role, "traffic");
        thread.setDaemon(true);
        thread.start();
    }

    private void produce(int producer, SplittableRandom own) {
        List<CompletableFuture<Void>> commits = new ArrayList<>();
        for (int number = 0; number < UNITS; number++) {
            Unit unit = Unit.unit(StorageUnderTest.IDS);
            int targets = own.nextInt(1, sources.size() + 1);
            for (int target = 0; target < targets; target++) {
                StorageQueue source = sources.get((number + target) % sources.size());
                long id = StorageUnderTest.IDS.incrementAndGet();
                written.get(source).put(id, new Written(producer, number));
                unit.append(source, Unit.entry(id, own.nextInt(10, 3_000)));
            }
            commits.add(queues.commit(unit.work()).toCompletableFuture());
        }
        commits.forEach(StorageUnderTest::complete);
    }

    private void consume(StorageQueue source, SplittableRandom own, CompletableFuture<?> allWritten) {
        Map<Long, Integer> seen = new HashMap<>();
        Map<Long, Boolean> removed = new HashMap<>();
        List<Long> firstSeen = new ArrayList<>();
        List<CompletableFuture<Void>> commits = new ArrayList<>();
        LinkedBlockingQueue<TakenEntry> inbox = new LinkedBlockingQueue<>();
        Subscription subscription = subscribe(source, inbox);
        while (!allWritten.isDone() || removed.size() < written.get(source).size()) {
            TakenEntry taken = next(inbox);
            if (taken == null) {
                continue;
            }
            long id = taken.entry().id();
            assertThat(removed).as("%s came again after it was removed", id).doesNotContainKey(id);
            if (seen.merge(id, 1, Integer::sum) == 1) {
                firstSeen.add(id);
            } else {
                assertThat(taken.redelivered())
                        .as("%s is marked redelivered", id)
                        .isTrue();
            }
            int fate = own.nextInt(100);
            if (fate < 10) {
                taken.giveBack();
            } else {
                removed.put(id, true);
                commits.add(queues.commit(removal(taken, own)).toCompletableFuture());
            }
            if (own.nextInt(200) == 0) {
                subscription.close();
                inbox = new LinkedBlockingQueue<>();
                subscription = subscribe(source, inbox);
            } else {
                subscription.credit(1);
            }
        }
        commits.forEach(StorageUnderTest::complete);
        subscription.close();
        assertInOrderOfEachProducer(source, firstSeen);
    }

    private UnitOfWork removal(TakenEntry taken, SplittableRandom own) {
        Unit unit = Unit.unit(StorageUnderTest.IDS).remove(taken);
        if (own.nextBoolean()) {
            long id = StorageUnderTest.IDS.incrementAndGet();
            derivedIds.add(id);
            unit.append(derived, id);
        }
        return unit.work();
    }

    private Subscription subscribe(StorageQueue source, LinkedBlockingQueue<TakenEntry> inbox) {
        Subscription subscription = queues.subscribe(source, new EntrySink() {
            @Override
            public void take(TakenEntry taken) {
                taken.entry().body().release();
                inbox.add(taken);
            }

            @Override
            public void lost() {
                throw new AssertionError("nothing was to be lost");
            }
        });
        subscription.credit(16);
        return subscription;
    }

    private static @Nullable TakenEntry next(LinkedBlockingQueue<TakenEntry> inbox) {
        try {
            return inbox.poll(20, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void assertInOrderOfEachProducer(StorageQueue source, List<Long> firstSeen) {
        Map<Integer, Integer> last = new HashMap<>();
        for (long id : firstSeen) {
            Written unit = written.get(source).get(id);
            Integer before = last.put(unit.producer(), unit.number());
            assertThat(before == null || before < unit.number())
                    .as("unit %s after %s in %s", unit, before, source)
                    .isTrue();
        }
    }
}
