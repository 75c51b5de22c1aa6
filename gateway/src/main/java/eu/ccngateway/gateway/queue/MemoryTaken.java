package eu.ccngateway.gateway.queue;

import org.jspecify.annotations.Nullable;

/** An entry of a queue in memory in somebody's hands. Guarded by the lock of its {@link MemoryQueues}. */
final class MemoryTaken implements TakenEntry {

    final MemoryQueues queues;
    final MemoryQueue from;
    final MemoryQueue.Stored stored;
    private final @Nullable MemorySubscription by;
    private final Entry entry;
    private boolean spent;

    MemoryTaken(MemoryQueues queues, MemoryQueue from, MemoryQueue.Stored stored, @Nullable MemorySubscription by) {
        this.queues = queues;
        this.from = from;
        this.stored = stored;
        this.by = by;
        this.entry = stored.entry();
    }

    @Override
    public StorageQueue queue() {
        return from.name;
    }

    @Override
    public Entry entry() {
        return entry;
    }

    @Override
    public boolean redelivered() {
        return stored.redelivered();
    }

    @Override
    public void giveBack() {
        queues.stir(from, () -> {
            if (claim()) {
                queues.putBack(from, stored);
            }
        });
    }

    /** Uses the handle up; false if it was used before, or the entry went back some other way. */
    boolean claim() {
        if (spent) {
            return false;
        }
        spent = true;
        if (by != null) {
            by.held.remove(this);
        }
        return true;
    }
}
