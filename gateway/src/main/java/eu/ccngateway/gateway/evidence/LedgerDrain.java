package eu.ccngateway.gateway.evidence;

import com.google.protobuf.InvalidProtocolBufferException;
import eu.ccngateway.gateway.queue.DurableQueues;
import eu.ccngateway.gateway.queue.Entry;
import eu.ccngateway.gateway.queue.EntrySink;
import eu.ccngateway.gateway.queue.Readiness;
import eu.ccngateway.gateway.queue.StorageQueue;
import eu.ccngateway.gateway.queue.Subscription;
import eu.ccngateway.gateway.queue.TakenEntry;
import eu.ccngateway.gateway.queue.UnitOfWork;
import eu.ccngateway.gateway.store.LedgerRecord;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves ledger records from their queue into the evidence store: appends what came, syncs, and only then removes it from
 * the queue. A record that comes twice, since the process ended in between, is recognised by the store.
 *
 * <p>Whatever fails (disk full, broker gone, removal refused), the answer is the same: let go of everything, so that it
 * goes back to the queue, and after a while begin anew. Nothing can be lost that way.
 *
 * <p>All state belongs to the one thread of {@code thread}; only arrivals come from elsewhere.
 */
public final class LedgerDrain implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerDrain.class);

    /** Entries in our hands at most. */
    private static final int CREDIT = 256;

    /** A group is synced once it has so many entries, or its first has waited so long: nobody waits for evidence. */
    private static final int GROUP = 128;

    private static final long LINGER_MS = 200;
    private static final long RETRY_MS_MIN = 100;
    private static final long RETRY_MS_MAX = 5_000;

    private final DurableQueues queues;
    private final EvidenceStore store;
    private final DuplicateWindow window;
    private final LongSupplier ids;
    private final ScheduledExecutorService thread;
    private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
    private final ConcurrentLinkedQueue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    private volatile Readiness readiness = new Readiness(false, "evidence: not begun");

    private @Nullable Subscription subscription;
    private List<TakenEntry> group = new ArrayList<>();
    private int generation;
    private int failures;
    private boolean flushIsDue;
    private long marker;
    private boolean sawMarker;
    private boolean closed;

    private record Arrival(int generation, TakenEntry entry) {}

    /**
     * Ready to start.
     *
     * @param window filled from the store once all earlier records are in it
     * @param ids unique, for entries and units of work
     * @param thread one thread, which may block for the disk
     */
    public LedgerDrain(
            DurableQueues queues,
            EvidenceStore store,
            DuplicateWindow window,
            LongSupplier ids,
            ScheduledExecutorService thread) {
        this.queues = queues;
        this.store = store;
        this.window = window;
        this.ids = ids;
        this.thread = thread;
    }

    /** Begins. The ledger queue must have been declared. */
    public void start() {
        run(() -> {
            appendMarker();
            subscribe();
        });
    }

    /** Completes when all that was in the ledger at start is in the store, and the duplicate window is filled. */
    public CompletionStage<Void> catchUp() {
        return caughtUp.minimalCompletionStage();
    }

    /** The highest acceptance id ever drained; 0 if none. Final once caught up, as long as nothing is accepted. */
    public long lastAcceptance() {
        return store.lastAcceptance();
    }

    /** Whether evidence can be kept now. */
    public Readiness readiness() {
        return readiness;
    }

    /** Ends; what was not yet drained stays in the queue. */
    @Override
    public void close() {
        run(() -> {
            closed = true;
            letGo();
            releaseArrivals();
            readiness = new Readiness(false, "evidence: closed");
        });
    }

    /**
     * An empty record at the end of the queue: when it comes out, everything before it has. Of the lowest priority, so
     * that nothing overtaken by others is behind it.
     */
    private void appendMarker() {
        if (closed) {
            return;
        }
        marker = ids.getAsLong();
        byte[] body = LedgerRecord.newBuilder().setId(marker).build().toByteArray();
        Entry entry = new Entry(marker, 0, 0, 0, Unpooled.wrappedBuffer(body));
        UnitOfWork work =
                new UnitOfWork(ids.getAsLong(), List.of(new UnitOfWork.Append(StorageQueue.LEDGER, entry)), List.of());
        queues.commit(work).whenComplete((done, failure) -> {
            if (failure != null) {
                run(() -> {
                    fail("its marker could not be put into the ledger queue: " + failure.getMessage());
                    later(this::appendMarker, retryMs());
                });
            }
        });
    }

    private void subscribe() {
        if (closed) {
            return;
        }
        int mine = generation;
        try {
            Subscription begun = queues.subscribe(StorageQueue.LEDGER, new EntrySink() {
                @Override
                public void take(TakenEntry entry) {
                    arrivals.add(new Arrival(mine, entry));
                    if (!run(LedgerDrain.this::drain)) {
                        releaseArrivals();
                    }
                }

                @Override
                public void lost() {
                    run(() -> startAnew(mine, "the broker went away"));
                }
            });
            subscription = begun;
            begun.credit(CREDIT);
            if (sawMarker) {
                // After a failure a new marker shows, by coming through, that all is well again.
                sawMarker = false;
                appendMarker();
            }
        } catch (RuntimeException e) {
            startAnew(mine, "cannot subscribe to the ledger queue: " + e.getMessage());
        }
    }

    private void drain() {
        if (closed) {
            releaseArrivals();
            return;
        }
        try {
            for (Arrival arrival = arrivals.poll(); arrival != null; arrival = arrivals.poll()) {
                byte[] body = bytes(arrival.entry());
                if (arrival.generation() == generation) {
                    take(arrival.entry(), body);
                }
            }
            if (group.size() >= GROUP || (sawMarker && !caughtUp.isDone())) {
                flush();
            } else if (!group.isEmpty() && !flushIsDue) {
                flushIsDue = true;
                later(this::flushWhatWaited, LINGER_MS);
            }
        } catch (IOException e) {
            startAnew(generation, "cannot write: " + e.getMessage());
        }
    }

    private void releaseArrivals() {
        for (Arrival arrival = arrivals.poll(); arrival != null; arrival = arrivals.poll()) {
            arrival.entry().entry().body().release();
        }
    }

    private static byte[] bytes(TakenEntry taken) {
        try {
            return ByteBufUtil.getBytes(taken.entry().body());
        } finally {
            taken.entry().body().release();
        }
    }

    private void take(TakenEntry taken, byte[] body) throws IOException {
        if (isMarker(taken, body)) {
            sawMarker |= taken.entry().id() == marker;
        } else {
            store.append(body);
        }
        group.add(taken);
    }

    private static boolean isMarker(TakenEntry taken, byte[] body) throws InvalidProtocolBufferException {
        // Real ones say when and what; this parses only what is as short as a marker.
        return body.length < 16
                && LedgerRecord.parseFrom(body)
                        .equals(LedgerRecord.newBuilder()
                                .setId(taken.entry().id())
                                .build());
    }

    private void flushWhatWaited() {
        flushIsDue = false;
        if (closed) {
            return;
        }
        try {
            flush();
        } catch (IOException e) {
            startAnew(generation, "cannot write: " + e.getMessage());
        }
    }

    private void flush() throws IOException {
        if (group.isEmpty()) {
            return;
        }
        store.sync();
        List<TakenEntry> removed = group;
        group = new ArrayList<>();
        if (sawMarker) {
            finishCatchUp();
        }
        int mine = generation;
        queues.commit(new UnitOfWork(ids.getAsLong(), List.of(), removed))
                .whenComplete((done, failure) -> run(() -> removed(mine, removed.size(), failure)));
    }

    private void finishCatchUp() throws IOException {
        if (!caughtUp.isDone()) {
            store.replay(java.time.Instant.ofEpochMilli(window.reachMs()), window::accepted);
            succeed();
            caughtUp.complete(null);
        }
    }

    private void removed(int of, int count, @Nullable Throwable failure) {
        if (of != generation || closed) {
            return;
        }
        if (failure != null) {
            startAnew(
                    of,
                    "what is in the evidence files could not be removed from the ledger queue: "
                            + failure.getMessage());
            return;
        }
        succeed();
        if (subscription != null) {
            subscription.credit(count);
        }
    }

    private void startAnew(int of, String reason) {
        if (of != generation || closed) {
            return;
        }
        letGo();
        fail(reason);
        later(this::subscribe, retryMs());
    }

    /** What is in our hands goes back to the queue, and what still arrives is not ours any more. */
    private void letGo() {
        generation++;
        group = new ArrayList<>();
        Subscription ended = subscription;
        subscription = null;
        if (ended != null) {
            try {
                ended.close();
            } catch (RuntimeException e) {
                LOG.debug("evidence: the subscription to the ledger was gone already", e);
            }
        }
    }

    private void succeed() {
        if (failures > 0) {
            LOG.info("evidence: kept again, after {} failures", failures);
        }
        failures = 0;
        readiness = new Readiness(true, "evidence: kept up to " + String.format("%016x", store.lastAcceptance()));
    }

    private void fail(String reason) {
        String text = "evidence: " + reason
                + "; it waits in the ledger queue, nothing is lost; see that the disk has room and the storage answers";
        if (failures++ == 0) {
            LOG.warn("{}", text);
        }
        readiness = new Readiness(false, text);
    }

    private long retryMs() {
        return Math.min(RETRY_MS_MAX, RETRY_MS_MIN << Math.min(failures, 10));
    }

    private void later(Runnable task, long delayMs) {
        try {
            thread.schedule(() -> guard(task), delayMs, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("evidence: the process ends, nothing is drained any more", e);
        }
    }

    private boolean run(Runnable task) {
        try {
            thread.execute(() -> guard(task));
            return true;
        } catch (RejectedExecutionException e) {
            LOG.debug("evidence: the process ends, nothing is drained any more", e);
            return false;
        }
    }

    /** A mistake of ours must be seen, not silence the drain for good. */
    private void guard(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("evidence: unexpected failure", e);
            startAnew(generation, "unexpected failure: " + e);
        }
    }
}
