package eu.ccngateway.gateway.queue;

import java.util.List;

/**
 * Entries that appear and entries that leave, together or not at all.
 *
 * @param id unique, so that an adapter can find out about a commit whose answer got lost
 */
public record UnitOfWork(long id, List<Append> appends, List<TakenEntry> removals) {

    /** One entry for one queue. */
    public record Append(StorageQueue queue, Entry entry) {}
}
