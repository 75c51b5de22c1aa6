package eu.ccngateway.gateway.queue;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A standing wish for entries of a queue in memory. Guarded by the lock of its {@link MemoryQueues}. */
final class MemorySubscription implements Subscription {

    final MemoryQueue queue;
    final EntrySink sink;
    final Set<MemoryTaken> held = new LinkedHashSet<>();
    private final MemoryQueues queues;
    private long credit;
    private boolean ended;

    MemorySubscription(MemoryQueues queues, MemoryQueue queue, EntrySink sink) {
        this.queues = queues;
        this.queue = queue;
        this.sink = sink;
    }

    @Override
    public void credit(int entries) {
        queues.stir(queue, () -> credit += entries);
    }

    @Override
    public void close() {
        queues.stir(queue, () -> {
            if (!ended) {
                queue.subscriptions.remove(this);
                end();
            }
        });
    }

    boolean spendCredit() {
        if (credit == 0) {
            return false;
        }
        credit--;
        return true;
    }

    void end() {
        ended = true;
        giveAllBack();
    }

    void giveAllBack() {
        for (MemoryTaken taken : List.copyOf(held)) {
            if (taken.claim()) {
                queues.putBack(queue, taken.stored);
            }
        }
    }
}
