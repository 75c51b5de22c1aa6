package eu.ccngateway.gateway.queue;

import eu.ccngateway.gateway.queue.CommitFailed.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Queues in memory with the semantics of durable ones, for simulation and tests.
 *
 * <p>A commit is first <em>unsynced</em>; it becomes what a disk would hold in a later task on the executor, and its stage
 * completes in one after that. One executor task does one thing (sync, complete one stage, hand out one entry), so an
 * executor that chooses which task runs next decides every interleaving, and {@link #crash()} can fall between any two.
 * All state is guarded by {@code lock}; stages and sinks are called outside it, never two at a time.
 */
public final class MemoryQueues implements DurableQueues {

    /** What becomes of units not yet synced when the connection is lost. */
    public enum Fate {
        KEPT,
        FORGOTTEN
    }

    private record Unsynced(UnitOfWork work, List<MemoryTaken> removals, CompletableFuture<Void> stage) {}

    private final Executor executor;
    private final LongSupplier nowMs;
    private final Object lock = new Object();
    private final Map<StorageQueue, MemoryQueue> queues = new HashMap<>();
    private final ArrayDeque<Unsynced> unsynced = new ArrayDeque<>();
    private final ArrayDeque<Runnable> notices = new ArrayDeque<>();
    private final Set<MemoryQueue> stirred = new LinkedHashSet<>();
    private String fault = "";
    private boolean gone;
    private boolean scheduled;
    private boolean stepping;
    private boolean again;

    /**
     * Makes empty queues.
     *
     * @param executor where syncs, completions and hand-outs run, one a task
     * @param nowMs the clock entries expire by
     */
    public MemoryQueues(Executor executor, LongSupplier nowMs) {
        this.executor = executor;
        this.nowMs = nowMs;
        queues.put(StorageQueue.EXPIRED, new MemoryQueue(StorageQueue.EXPIRED));
    }

    @Override
    public void declare(List<StorageQueue> declared) {
        synchronized (lock) {
            declared.forEach(queue -> queues.computeIfAbsent(queue, MemoryQueue::new));
        }
    }

    @Override
    public CompletionStage<Void> commit(UnitOfWork work) {
        CompletableFuture<Void> stage = new CompletableFuture<>();
        synchronized (lock) {
            List<MemoryTaken> claimed = new ArrayList<>();
            String refusal = refusalOf(work, claimed);
            if (refusal.isEmpty()) {
                unsynced.add(new Unsynced(work, claimed, stage));
            } else {
                claimed.forEach(taken -> putBack(taken));
                releaseBodies(work);
                CommitFailed failure = new CommitFailed(Outcome.NOTHING_KEPT, refusal, null);
                if (gone) {
                    stage.completeExceptionally(failure);
                } else {
                    notices.add(() -> stage.completeExceptionally(failure));
                }
            }
        }
        wake();
        return stage;
    }

    @Override
    public Subscription subscribe(StorageQueue queue, EntrySink sink) {
        synchronized (lock) {
            MemorySubscription subscription = new MemorySubscription(this, declared(queue), sink);
            subscription.queue.subscriptions.add(subscription);
            return subscription;
        }
    }

    @Override
    public Optional<TakenEntry> takeOne(StorageQueue queue, long entryId) {
        synchronized (lock) {
            MemoryQueue from = declared(queue);
            expireIn(from);
            return from.take(entryId).map(stored -> new MemoryTaken(this, from, stored, null));
        }
    }

    @Override
    public List<Entry> peek(StorageQueue queue, int max) {
        synchronized (lock) {
            return declared(queue).waiting.values().stream()
                    .limit(max)
                    .map(MemoryQueue.Stored::entry)
                    .toList();
        }
    }

    @Override
    public long countMessages(StorageQueue queue) {
        synchronized (lock) {
            return declared(queue).messages();
        }
    }

    @Override
    public Readiness readiness() {
        synchronized (lock) {
            return new Readiness(!gone && fault.isEmpty(), gone ? "memory, closed" : "memory " + fault);
        }
    }

    /** Completes what was committed; nothing is handed out afterwards. What is kept stays for {@link #crash()} to find. */
    @Override
    public void close() {
        List<Runnable> rest = new ArrayList<>();
        synchronized (lock) {
            if (gone) {
                return;
            }
            gone = true;
            sync();
            rest.addAll(notices);
            notices.clear();
            queues.values().forEach(this::endSubscriptions);
        }
        rest.forEach(Runnable::run);
    }

    /** Moves every entry nobody holds whose expiry has passed; a broker does so now and then by itself. */
    public void expire() {
        synchronized (lock) {
            if (!gone) {
                List.copyOf(queues.values()).forEach(this::expireIn);
            }
        }
        wake();
    }

    /**
     * Ends the process that uses these queues: what was not synced is forgotten, its stages never complete, sinks are not
     * called any more.
     *
     * @return the queues as the next process finds them, all entries waiting and marked redelivered
     */
    public MemoryQueues crash() {
        MemoryQueues next = new MemoryQueues(executor, nowMs);
        synchronized (lock) {
            gone = true;
            unsynced.forEach(unit -> releaseBodies(unit.work()));
            unsynced.forEach(unit -> unit.removals().forEach(taken -> putBack(taken)));
            unsynced.clear();
            notices.clear();
            queues.values().forEach(this::endSubscriptions);
            queues.forEach((name, queue) -> next.queues.put(name, queue.asFoundAgain()));
        }
        return next;
    }

    /** Loses the broker for a moment: all that was taken comes again, units not yet synced fail as unknown. */
    public void disconnect(Fate fate) {
        synchronized (lock) {
            if (gone) {
                return;
            }
            List<Unsynced> open = List.copyOf(unsynced);
            unsynced.clear();
            for (Unsynced unit : open) {
                if (fate == Fate.KEPT) {
                    apply(unit);
                } else {
                    unit.removals().forEach(taken -> putBack(taken));
                }
                releaseBodies(unit.work());
                notices.add(() -> unit.stage()
                        .completeExceptionally(new CommitFailed(
                                Outcome.UNKNOWN, "unit of work " + unit.work().id() + ": the broker went away", null)));
            }
            queues.values().forEach(this::loseSubscriptions);
        }
        wake();
    }

    /** Makes every commit from now on fail with this reason, as a full disk would; empty: all is well again. */
    public void fail(String reason) {
        synchronized (lock) {
            fault = reason;
        }
    }

    void stir(MemoryQueue queue, Runnable change) {
        synchronized (lock) {
            change.run();
            stirred.add(queue);
        }
        wake();
    }

    void putBack(MemoryQueue queue, MemoryQueue.Stored stored) {
        queue.putBack(stored);
        stirred.add(queue);
    }

    private void putBack(MemoryTaken taken) {
        putBack(taken.from, taken.stored);
    }

    private String refusalOf(UnitOfWork work, List<MemoryTaken> claimed) {
        String refusal = "";
        for (TakenEntry removal : work.removals()) {
            if (removal instanceof MemoryTaken taken && taken.queues == this && taken.claim()) {
                claimed.add(taken);
            } else {
                refusal = "entry " + removal.entry().id() + " is no longer ours to remove";
            }
        }
        return refusal.isEmpty() ? refusalOf(work.appends()) : refusal;
    }

    private String refusalOf(List<UnitOfWork.Append> appends) {
        if (gone) {
            return "the queues are closed";
        }
        for (UnitOfWork.Append append : appends) {
            if (!queues.containsKey(append.queue())) {
                return append.queue() + " was not declared";
            }
            int size = append.entry().body().readableBytes();
            if (size > Entry.BODY_MAX) {
                return "entry " + append.entry().id() + " has " + size + " bytes (at most " + Entry.BODY_MAX + ")";
            }
        }
        return fault;
    }

    private void sync() {
        for (Unsynced unit = unsynced.poll(); unit != null; unit = unsynced.poll()) {
            apply(unit);
            releaseBodies(unit.work());
            CompletableFuture<Void> stage = unit.stage();
            notices.add(() -> stage.complete(null));
        }
    }

    private void apply(Unsynced unit) {
        unit.removals().forEach(taken -> taken.from.remove(taken.stored));
        for (UnitOfWork.Append append : unit.work().appends()) {
            MemoryQueue queue = declared(append.queue());
            queue.append(append.entry());
            stirred.add(queue);
        }
    }

    private void expireIn(MemoryQueue queue) {
        queue.removeExpired(nowMs.getAsLong()).forEach(this::appendExpired);
    }

    private void appendExpired(MemoryQueue.Stored stored) {
        MemoryQueue expired = declared(StorageQueue.EXPIRED);
        expired.append(stored.withoutExpiry());
        stirred.add(expired);
    }

    private void endSubscriptions(MemoryQueue queue) {
        queue.subscriptions.forEach(MemorySubscription::end);
        queue.subscriptions.clear();
    }

    private void loseSubscriptions(MemoryQueue queue) {
        for (MemorySubscription subscription : queue.subscriptions) {
            subscription.giveAllBack();
            notices.add(subscription.sink::lost);
        }
        stirred.add(queue);
    }

    private MemoryQueue declared(StorageQueue queue) {
        MemoryQueue found = queues.get(queue);
        if (found == null) {
            throw new IllegalArgumentException(queue + " was not declared; declare it first");
        }
        return found;
    }

    private static void releaseBodies(UnitOfWork work) {
        work.appends().forEach(append -> append.entry().body().release());
    }

    private void wake() {
        synchronized (lock) {
            if (scheduled || gone || (notices.isEmpty() && unsynced.isEmpty() && stirred.isEmpty())) {
                return;
            }
            scheduled = true;
        }
        executor.execute(this::step);
    }

    /** One task: one action. An executor that runs the next task inside this one is caught by {@code again}. */
    private void step() {
        synchronized (lock) {
            scheduled = false;
            if (stepping) {
                again = true;
                return;
            }
            stepping = true;
        }
        boolean more = true;
        while (more) {
            try {
                nextAction().run();
            } finally {
                wake();
                synchronized (lock) {
                    more = again;
                    again = false;
                    stepping = more;
                }
            }
        }
    }

    private Runnable nextAction() {
        synchronized (lock) {
            if (!gone && !notices.isEmpty()) {
                return notices.remove();
            }
            if (!gone && !unsynced.isEmpty()) {
                sync();
            } else if (!gone) {
                return nextHandOut();
            }
            return () -> {};
        }
    }

    private Runnable nextHandOut() {
        while (!stirred.isEmpty()) {
            MemoryQueue queue = stirred.iterator().next();
            queue.removeExpiredHead(nowMs.getAsLong()).forEach(this::appendExpired);
            Optional<Runnable> handOut = queue.nextHandOut(this);
            if (handOut.isPresent()) {
                return handOut.get();
            }
            stirred.remove(queue);
        }
        return () -> {};
    }
}
