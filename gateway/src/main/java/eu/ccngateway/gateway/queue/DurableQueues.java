package eu.ccngateway.gateway.queue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Durable queues, as far as every adapter can promise them. The gateway decides what is in an entry; an adapter keeps it.
 *
 * <p>Promises, each held by the contract test: a unit of work is durable whole or not at all; its stage completes only
 * after the storage was synced; units appear in each queue in the order of the {@code commit} calls; an entry is handed
 * to one subscription at a time and stays in the queue until a unit of work removes it; what was not removed comes back
 * after a crash, in order, marked redelivered.
 */
public interface DurableQueues extends AutoCloseable {

    /** Makes the queues exist; those that do already are left as they are. Returns once they are durable. */
    void declare(List<StorageQueue> queues);

    /**
     * Makes a unit of work durable. Never blocks for the disk. The stage completes normally once durable, or with a
     * {@link CommitFailed} that says whether nothing of it was kept or the outcome is unknown. Bodies belong to the adapter
     * from the call on, whatever becomes of it.
     */
    CompletionStage<Void> commit(UnitOfWork work);

    /**
     * Takes entries from the head of a queue as far as credit reaches, in order. Entries whose expiry has passed are not
     * handed out: they move to {@link StorageQueue#EXPIRED} (same id, count and body, no expiry there), whether or not
     * anybody subscribed. Starts without credit.
     */
    Subscription subscribe(StorageQueue queue, EntrySink sink);

    /**
     * Takes the one entry with this id, for an operator, if nobody has it. It must be removed or given back. One far behind
     * the head of a long backlog, which the storage keeps on disk only, may not be found.
     */
    Optional<TakenEntry> takeOne(StorageQueue queue, long entryId);

    /**
     * Looks at up to {@code max} entries from the head without taking them; may block for the disk. What an adapter fetched
     * ahead for a subscription that has no credit left may be missing.
     */
    List<Entry> peek(StorageQueue queue, int max);

    /** The sum of {@link Entry#messages()} over all entries of the queue, taken ones included; may block for the disk. */
    long countMessages(StorageQueue queue);

    /** Whether work can be committed now. */
    Readiness readiness();

    /** Completes the commits in flight, then ends; what was taken and not removed is there at the next start. */
    @Override
    void close();
}
