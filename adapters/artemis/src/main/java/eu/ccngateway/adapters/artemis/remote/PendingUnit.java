package eu.ccngateway.adapters.artemis.remote;

import eu.ccngateway.gateway.queue.CommitFailed;
import eu.ccngateway.gateway.queue.CommitFailed.Outcome;
import eu.ccngateway.gateway.queue.UnitOfWork;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A unit of work on its way to the broker. Used by the connection's thread alone, once it is queued. */
final class PendingUnit {

    final UnitOfWork work;
    final List<RemoteTaken> removals;
    final long deadlineNanos;
    final CompletableFuture<Void> stage = new CompletableFuture<>();
    private boolean alone;

    PendingUnit(UnitOfWork work, List<RemoteTaken> removals, long deadlineNanos) {
        this.work = work;
        this.removals = removals;
        this.deadlineNanos = deadlineNanos;
    }

    int bytes() {
        int bytes = 0;
        for (UnitOfWork.Append append : work.appends()) {
            bytes += append.entry().body().readableBytes();
        }
        return bytes;
    }

    /** The broker refused it in company; it may have been another's fault. */
    void retryAlone() {
        alone = true;
    }

    boolean isAlone() {
        return alone;
    }

    boolean isSettled() {
        return stage.isDone();
    }

    boolean isOverdue(long nowNanos) {
        return deadlineNanos - nowNanos < 0;
    }

    /** Whether everything it is to remove came over this connection. */
    boolean isOf(BrokerConnection connection) {
        return removals.stream().allMatch(taken -> taken.connection == connection);
    }

    void kept() {
        if (!isSettled()) {
            removals.forEach(taken -> taken.holder.removed(taken));
            releaseBodies();
            stage.complete(null);
        }
    }

    void notKept(String reason, @Nullable Throwable cause) {
        if (!isSettled()) {
            removals.forEach(taken -> taken.holder.putBack(taken));
        }
        fail(Outcome.NOTHING_KEPT, reason, cause);
    }

    void unknown(String reason) {
        fail(Outcome.UNKNOWN, reason, null);
    }

    private void fail(Outcome outcome, String reason, @Nullable Throwable cause) {
        if (!isSettled()) {
            releaseBodies();
            stage.completeExceptionally(new CommitFailed(outcome, "unit of work " + work.id() + ": " + reason, cause));
        }
    }

    private void releaseBodies() {
        work.appends().forEach(append -> append.entry().body().release());
    }
}
