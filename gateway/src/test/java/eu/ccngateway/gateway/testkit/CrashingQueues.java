package eu.ccngateway.gateway.testkit;

import eu.ccngateway.gateway.queue.CommitFailed;
import eu.ccngateway.gateway.queue.DurableQueues;
import eu.ccngateway.gateway.queue.Entry;
import eu.ccngateway.gateway.queue.EntrySink;
import eu.ccngateway.gateway.queue.MemoryQueues;
import eu.ccngateway.gateway.queue.Readiness;
import eu.ccngateway.gateway.queue.StorageQueue;
import eu.ccngateway.gateway.queue.Subscription;
import eu.ccngateway.gateway.queue.TakenEntry;
import eu.ccngateway.gateway.queue.UnitOfWork;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Queues in memory that can lose their process. The gateway on them is told that its commits are unknown, so that its
 * threads come to an end; nobody hears of it, since its connections are cut before.
 */
final class CrashingQueues implements DurableQueues {

    private final MemoryQueues queues;
    private final Set<CompletableFuture<Void>> open = ConcurrentHashMap.newKeySet();

    CrashingQueues(MemoryQueues queues) {
        this.queues = queues;
    }

    MemoryQueues memory() {
        return queues;
    }

    /** What a process finds that starts now. */
    MemoryQueues crash() {
        MemoryQueues found = queues.crash();
        open.forEach(stage ->
                stage.completeExceptionally(new CommitFailed(CommitFailed.Outcome.UNKNOWN, "the process ended", null)));
        return found;
    }

    @Override
    public CompletionStage<Void> commit(UnitOfWork work) {
        CompletableFuture<Void> stage = new CompletableFuture<>();
        open.add(stage);
        queues.commit(work).whenComplete((nothing, failure) -> {
            open.remove(stage);
            if (failure == null) {
                stage.complete(null);
            } else {
                stage.completeExceptionally(failure);
            }
        });
        return stage;
    }

    @Override
    public void declare(List<StorageQueue> declared) {
        queues.declare(declared);
    }

    @Override
    public Subscription subscribe(StorageQueue queue, EntrySink sink) {
        return queues.subscribe(queue, sink);
    }

    @Override
    public Optional<TakenEntry> takeOne(StorageQueue queue, long entryId) {
        return queues.takeOne(queue, entryId);
    }

    @Override
    public List<Entry> peek(StorageQueue queue, int max) {
        return queues.peek(queue, max);
    }

    @Override
    public long countMessages(StorageQueue queue) {
        return queues.countMessages(queue);
    }

    @Override
    public Readiness readiness() {
        return queues.readiness();
    }

    @Override
    public void close() {
        queues.close();
    }
}
