package eu.ccngateway.adapters.artemis.embedded;

import eu.ccngateway.gateway.queue.CommitFailed;
import eu.ccngateway.gateway.queue.CommitFailed.Outcome;
import eu.ccngateway.gateway.queue.UnitOfWork;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.core.io.IOCallback;
import org.apache.activemq.artemis.core.message.impl.CoreMessage;
import org.apache.activemq.artemis.core.persistence.OperationContext;
import org.apache.activemq.artemis.core.persistence.StorageManager;
import org.apache.activemq.artemis.core.server.impl.AckReason;
import org.apache.activemq.artemis.core.server.impl.RoutingContextImpl;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.apache.activemq.artemis.core.transaction.impl.TransactionImpl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes units of work, in the order they were given; it never waits for the disk unless a page is
 * involved.
 *
 * <p>Each unit is one broker transaction with a context of its own, so that its completion means exactly its own
 * writes. Two rules keep units in order. The context is held open until the unit's callbacks are registered; so they
 * always run on {@code completions}, and since the journal syncs in order, they run in order. And where a queue is
 * paging, the broker delays the commit until the page is written, and a later unit could overtake it; so the writer waits
 * for such a unit before it commits the next.
 */
final class UnitWriter {

    private static final Logger LOG = LoggerFactory.getLogger(UnitWriter.class);
    private static final long CLOSE_PATIENCE_S = 30;

    /** A unit on its way to the disk. */
    private static final class Unit {
        final UnitOfWork work;
        final List<EmbeddedTaken> removals;
        final List<EmbeddedQueue> targets;
        final CompletableFuture<Void> stage = new CompletableFuture<>();
        final CountDownLatch settled = new CountDownLatch(1);

        Unit(UnitOfWork work, List<EmbeddedTaken> removals, List<EmbeddedQueue> targets) {
            this.work = work;
            this.removals = removals;
            this.targets = targets;
        }

        void releaseBodies() {
            work.appends().forEach(append -> append.entry().body().release());
        }
    }

    private final EmbeddedServer server;
    private final StorageManager storage;
    private final Executor completions;
    private final BlockingQueue<Unit> waiting = new LinkedBlockingQueue<>();
    private final Set<Unit> inFlight = ConcurrentHashMap.newKeySet();
    private final Unit last = new Unit(new UnitOfWork(0, List.of(), List.of()), List.of(), List.of());
    private final Thread thread = new Thread(this::run, "ccn-artemis-writer");
    private final Object gate = new Object();
    private boolean closed;
    private volatile boolean ended;

    UnitWriter(EmbeddedServer server) {
        this.server = server;
        this.storage = server.storage();
        this.completions = server.newOrderedExecutor();
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Queues a unit whose removals are claimed and whose targets were found, one for each append. */
    CompletableFuture<Void> write(UnitOfWork work, List<EmbeddedTaken> removals, List<EmbeddedQueue> targets) {
        Unit unit = new Unit(work, removals, targets);
        synchronized (gate) {
            if (!closed) {
                waiting.add(unit);
                return unit.stage;
            }
        }
        refuse(unit, "the storage is closed");
        return unit.stage;
    }

    /** Finishes what was queued, and waits for the disk. */
    void close() {
        synchronized (gate) {
            if (closed) {
                return;
            }
            closed = true;
            waiting.add(last);
        }
        try {
            thread.join(TimeUnit.SECONDS.toMillis(CLOSE_PATIENCE_S));
            for (Unit unit : inFlight) {
                unit.settled.await(CLOSE_PATIENCE_S, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        abandon("the storage was closed before the disk answered");
    }

    /** The disk failed: nothing more will be heard of what is in flight. */
    void abandon(String reason) {
        inFlight.forEach(unit -> settle(unit, failure(unit, Outcome.UNKNOWN, reason, null)));
    }

    /** False once nothing can be written any more. */
    boolean isRunning() {
        return !ended;
    }

    private void run() {
        try {
            for (Unit unit = waiting.take(); unit != last; unit = waiting.take()) {
                inFlight.add(unit);
                if (write(unit)) {
                    unit.settled.await();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.error("the writer of the embedded broker ended; nothing can be committed until a restart", e);
            throw e;
        } finally {
            end();
        }
    }

    /** Whatever ended the thread, nobody waits for it. */
    private void end() {
        boolean unexpected;
        synchronized (gate) {
            unexpected = !closed;
            closed = true;
            ended = true;
        }
        if (unexpected) {
            abandon("the writer ended");
            for (Unit unit = waiting.poll(); unit != null; unit = waiting.poll()) {
                refuse(unit, "the writer ended");
            }
        }
    }

    /** Writes one unit; true if it must settle before the next may be written. */
    private boolean write(Unit unit) {
        if (!server.fault().isEmpty()) {
            refuse(unit, server.fault());
            return false;
        }
        OperationContext context = storage.newContext(completions);
        storage.setContext(context);
        context.storeLineUp();
        try {
            TransactionImpl transaction = new TransactionImpl(storage);
            if (!fill(transaction, unit)) {
                return false;
            }
            boolean paged = transaction.getPendingDelay() > 0;
            return commit(transaction, unit) && paged;
        } finally {
            unit.releaseBodies();
            context.done();
            storage.clearContext();
        }
    }

    private boolean fill(TransactionImpl transaction, Unit unit) {
        int removed = 0;
        try {
            for (EmbeddedTaken removal : unit.removals) {
                removal.from.queue.acknowledge(transaction, removal.reference, AckReason.NORMAL, null, true);
                removed++;
            }
            for (int index = 0; index < unit.targets.size(); index++) {
                EmbeddedQueue target = unit.targets.get(index);
                CoreMessage message =
                        target.messageOf(unit.work.appends().get(index).entry());
                RoutingContextImpl route = new RoutingContextImpl(transaction);
                target.queue.route(message, route);
                server.postOffice().processRoute(message, route, false);
            }
            return true;
        } catch (Exception e) {
            rollBack(transaction, unit, removed);
            settle(unit, failure(unit, Outcome.NOTHING_KEPT, "it could not be written", e));
            return false;
        }
    }

    private boolean commit(TransactionImpl transaction, Unit unit) {
        try {
            transaction.commit();
        } catch (Exception e) {
            boolean rolledBack = transaction.getState() == Transaction.State.ROLLEDBACK;
            Outcome outcome = rolledBack ? Outcome.NOTHING_KEPT : Outcome.UNKNOWN;
            settle(unit, failure(unit, outcome, "the broker did not take the commit", e));
            return false;
        }
        storage.afterCompleteOperations(new IOCallback() {
            @Override
            public void done() {
                settle(unit, null);
            }

            @Override
            public void onError(int errorCode, String errorMessage) {
                settle(unit, failure(unit, Outcome.UNKNOWN, errorMessage, null));
            }
        });
        return true;
    }

    /** The broker puts back what the transaction had acknowledged; what it had not reached we put back ourselves. */
    private static void rollBack(TransactionImpl transaction, Unit unit, int acknowledged) {
        try {
            transaction.rollback();
        } catch (Exception e) {
            LOG.warn("unit of work {}: nothing of it is kept, but its rollback failed", unit.work.id(), e);
        }
        for (int index = acknowledged; index < unit.removals.size(); index++) {
            EmbeddedTaken untouched = unit.removals.get(index);
            untouched.from.putBack(untouched.reference);
        }
    }

    /** Nothing of the unit was begun. */
    private void refuse(Unit unit, String reason) {
        unit.releaseBodies();
        unit.removals.forEach(removal -> removal.from.putBack(removal.reference));
        settle(unit, failure(unit, Outcome.NOTHING_KEPT, reason, null));
    }

    private void settle(Unit unit, @Nullable CommitFailed failure) {
        unit.removals.forEach(removal -> removal.from.letGo(removal.reference));
        inFlight.remove(unit);
        unit.settled.countDown();
        if (failure == null) {
            unit.stage.complete(null);
        } else {
            unit.stage.completeExceptionally(failure);
        }
    }

    private static CommitFailed failure(Unit unit, Outcome outcome, String reason, @Nullable Throwable cause) {
        return new CommitFailed(outcome, "unit of work " + unit.work.id() + ": " + reason, cause);
    }
}
