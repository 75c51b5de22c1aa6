package eu.ccngateway.adapters.artemis;

import eu.ccngateway.gateway.queue.CommitFailed;
import eu.ccngateway.gateway.queue.CommitFailed.Outcome;
import eu.ccngateway.gateway.queue.DurableQueues;
import eu.ccngateway.gateway.queue.EntrySink;
import eu.ccngateway.gateway.queue.StorageQueue;
import eu.ccngateway.gateway.queue.StorageQueue.Lane;
import eu.ccngateway.gateway.queue.Subscription;
import eu.ccngateway.gateway.queue.TakenEntry;
import eu.ccngateway.gateway.queue.Unit;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Load that shows half a unit: each number is written to three queues in one unit of work, and at random moved from the
 * first to a fourth in another. Says what became of each number, for {@link TripleReport}.
 */
public final class TripleTraffic implements EntrySink, AutoCloseable {

    static final StorageQueue FIRST = queue("FIRST");
    static final StorageQueue SECOND = queue("SECOND");
    static final StorageQueue THIRD = queue("THIRD");
    static final StorageQueue MOVED = queue("MOVED");

    /** All of them, to be declared. */
    public static final List<StorageQueue> QUEUES = List.of(FIRST, SECOND, THIRD, MOVED);

    private static final int IN_FLIGHT = 32;
    private static final int IN_HAND = 64;
    private static final int ENTRIES_A_NUMBER = 4;

    private final DurableQueues queues;
    private final Consumer<String> report;
    private final SplittableRandom random;
    private final SplittableRandom sinkRandom;
    private final AtomicLong numbers;
    private final AtomicLong unitIds = new AtomicLong(System.nanoTime());
    private final Semaphore inFlight = new Semaphore(IN_FLIGHT);
    private final Subscription subscription;
    private final Thread writer = new Thread(this::write, "traffic");
    private int inHand;
    private volatile boolean stopping;

    /** Begins, with the number after {@code last}. */
    public TripleTraffic(DurableQueues queues, long last, long seed, Consumer<String> report) {
        this.queues = queues;
        this.report = report;
        this.random = new SplittableRandom(seed);
        this.sinkRandom = random.split();
        this.numbers = new AtomicLong(last);
        this.subscription = queues.subscribe(FIRST, this);
        subscription.credit(IN_HAND);
        writer.setDaemon(true);
        writer.start();
    }

    private static StorageQueue queue(String name) {
        return new StorageQueue("CRASH.FR", name + "@CRASH.FR", Lane.NORMAL);
    }

    /** The number an entry belongs to. */
    static long numberOf(long entryId) {
        return entryId / ENTRIES_A_NUMBER;
    }

    private void write() {
        while (!stopping) {
            inFlight.acquireUninterruptibly();
            long number = numbers.incrementAndGet();
            long id = number * ENTRIES_A_NUMBER;
            Unit unit = Unit.unit(unitIds)
                    .append(FIRST, Unit.entry(id, size()))
                    .append(SECOND, Unit.entry(id + 1, size()))
                    .append(THIRD, Unit.entry(id + 2, size()));
            queues.commit(unit.work()).whenComplete((done, failure) -> {
                report.accept((failure == null ? "kept " : outcome(failure) + " ") + number);
                inFlight.release();
            });
        }
        inFlight.acquireUninterruptibly(IN_FLIGHT);
    }

    private int size() {
        return random.nextInt(100) == 0 ? 300_000 : random.nextInt(50, 5_000);
    }

    private static Outcome outcome(Throwable failure) {
        return ((CommitFailed) failure).outcome();
    }

    @Override
    public void take(TakenEntry entry) {
        entry.entry().body().release();
        synchronized (this) {
            inHand++;
        }
        if (sinkRandom.nextInt(100) < 70 && !stopping) {
            move(entry);
        } else {
            allowOneMore();
        }
    }

    private void move(TakenEntry entry) {
        long number = numberOf(entry.entry().id());
        long id = number * ENTRIES_A_NUMBER + 3;
        Unit unit = Unit.unit(unitIds).remove(entry).append(MOVED, Unit.entry(id, 100));
        queues.commit(unit.work()).whenComplete((done, failure) -> {
            if (failure == null) {
                report.accept("moved " + number);
            } else if (outcome(failure) == Outcome.UNKNOWN) {
                report.accept("perhaps-moved " + number);
            }
            allowOneMore();
        });
    }

    private void allowOneMore() {
        synchronized (this) {
            if (inHand == 0) {
                return;
            }
            inHand--;
        }
        subscription.credit(1);
    }

    @Override
    public void lost() {
        int lost;
        synchronized (this) {
            lost = inHand;
            inHand = 0;
        }
        subscription.credit(lost);
    }

    /** Stops writing and waits until it is known what became of all that was written. */
    @Override
    public void close() throws InterruptedException {
        stopping = true;
        writer.join();
        subscription.close();
    }

    /** The last number given out. */
    public long last() {
        return numbers.get();
    }
}
