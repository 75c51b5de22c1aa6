package eu.ccngateway.adapters.artemis.embedded;

import com.sun.management.OperatingSystemMXBean;
import eu.ccngateway.adapters.artemis.embedded.EmbeddedSettings.JournalKind;
import eu.ccngateway.gateway.queue.DurableQueues;
import eu.ccngateway.gateway.queue.Entry;
import eu.ccngateway.gateway.queue.EntrySink;
import eu.ccngateway.gateway.queue.StorageQueue;
import eu.ccngateway.gateway.queue.StorageQueue.Lane;
import eu.ccngateway.gateway.queue.Subscription;
import eu.ccngateway.gateway.queue.TakenEntry;
import eu.ccngateway.gateway.queue.UnitOfWork;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How fast entries go through the embedded broker: each unit of work appends one and removes what was taken meanwhile.
 *
 * <p>Arguments: directory, NIO or BEST, bytes of an entry, units in flight, seconds.
 */
public final class EmbeddedThroughput {

    private static final int QUEUES = 8;
    private static final int CREDIT = 64;
    private static final int WARM_UP_SECONDS = 3;
    private static final int LATENCIES_MAX = 5_000_000;

    private final DurableQueues queues;
    private final int inFlightMax;
    private final byte[] body;
    private final Semaphore inFlight;
    private final ConcurrentLinkedQueue<TakenEntry> taken = new ConcurrentLinkedQueue<>();
    private final List<StorageQueue> names = new ArrayList<>();
    private final AtomicLong removed = new AtomicLong();
    private final long[] latencies = new long[LATENCIES_MAX];
    private int measured;
    private long nextId = System.currentTimeMillis() << 22;

    private EmbeddedThroughput(DurableQueues queues, int entryBytes, int inFlightMax) {
        this.queues = queues;
        this.inFlightMax = inFlightMax;
        this.body = new byte[entryBytes];
        this.inFlight = new Semaphore(inFlightMax);
        for (int queue = 0; queue < QUEUES; queue++) {
            names.add(new StorageQueue("CUSTTAX.Q" + queue, "QUEUE@CUSTTAX.Q" + queue, Lane.NORMAL));
        }
    }

    public static void main(String[] arguments) {
        EmbeddedSettings settings =
                EmbeddedSettings.in(Path.of(arguments[0])).withJournal(JournalKind.valueOf(arguments[1]));
        int entryBytes = Integer.parseInt(arguments[2]);
        int inFlight = Integer.parseInt(arguments[3]);
        int seconds = Integer.parseInt(arguments[4]);
        try (DurableQueues queues = EmbeddedArtemis.open(settings)) {
            EmbeddedThroughput run = new EmbeddedThroughput(queues, entryBytes, inFlight);
            run.subscribe();
            run.load(WARM_UP_SECONDS);
            System.out.printf(
                    Locale.ROOT,
                    "%-7s %7d B  in flight %3d  %s%n",
                    arguments[1],
                    entryBytes,
                    inFlight,
                    run.load(seconds));
        }
    }

    private void subscribe() {
        queues.declare(names);
        for (StorageQueue name : names) {
            Credited sink = new Credited();
            sink.subscription = queues.subscribe(name, sink);
            sink.subscription.credit(CREDIT);
        }
    }

    private final class Credited implements EntrySink {
        private Subscription subscription;

        @Override
        public void take(TakenEntry entry) {
            entry.entry().body().release();
            taken.add(entry);
            subscription.credit(1);
        }

        @Override
        public void lost() {
            throw new IllegalStateException("the storage failed");
        }
    }

    private String load(int seconds) {
        OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long cpuBefore = process.getProcessCpuTime();
        long removedBefore = removed.get();
        long start = System.nanoTime();
        long units = 0;
        measured = 0;
        for (long now = start; now - start < seconds * 1_000_000_000L; now = System.nanoTime()) {
            inFlight.acquireUninterruptibly();
            commitOne(names.get((int) (units++ % QUEUES)));
        }
        inFlight.acquireUninterruptibly(inFlightMax);
        double elapsed = (System.nanoTime() - start) / 1e9;
        long cpu = process.getProcessCpuTime() - cpuBefore;
        inFlight.release(inFlightMax);
        long[] sorted = Arrays.copyOf(latencies, measured);
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT,
                "%8.0f entries/s in, %8.0f out  %6.0f MB/s  CPU %6.1f us/entry  commit p50 %6.2f ms  p99 %6.2f ms",
                units / elapsed,
                (removed.get() - removedBefore) / elapsed,
                units / elapsed * body.length / 1e6,
                cpu / 1e3 / units,
                sorted[sorted.length / 2] / 1e6,
                sorted[(int) (sorted.length * 0.99)] / 1e6);
    }

    private void commitOne(StorageQueue queue) {
        ByteBuf bytes = PooledByteBufAllocator.DEFAULT.directBuffer(body.length).writeBytes(body);
        Entry entry = new Entry(nextId++, 1, 5, 0, bytes);
        List<TakenEntry> removals = new ArrayList<>();
        for (TakenEntry next = taken.poll(); next != null; next = taken.poll()) {
            removals.add(next);
        }
        UnitOfWork unit = new UnitOfWork(nextId++, List.of(new UnitOfWork.Append(queue, entry)), removals);
        long begun = System.nanoTime();
        queues.commit(unit).whenComplete((done, failure) -> {
            if (failure != null) {
                throw new IllegalStateException(failure);
            }
            removed.addAndGet(removals.size());
            synchronized (latencies) {
                if (measured < LATENCIES_MAX) {
                    latencies[measured++] = System.nanoTime() - begun;
                }
            }
            inFlight.release();
        });
    }
}
