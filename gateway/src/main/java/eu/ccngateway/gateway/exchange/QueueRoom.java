package eu.ccngateway.gateway.exchange;

import eu.ccngateway.gateway.network.QueueSpec;
import eu.ccngateway.protocol.message.QueueAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many messages each queue holds, and how many reports still have to fit: a message is only taken when there is room
 * for it, and for every report it may cause in its sender's queue. What is on its way counts as held.
 */
public final class QueueRoom {

    private static final class Count {
        private final AtomicLong held = new AtomicLong();
        private final AtomicLong promised = new AtomicLong();
    }

    private final Map<QueueAddress, Count> counts = new ConcurrentHashMap<>();

    /** Takes a place; false when the queue is full. */
    boolean take(QueueSpec queue) {
        Count count = count(queue.address());
        if (count.held.incrementAndGet() + count.promised.get() <= queue.depthMax()) {
            return true;
        }
        count.held.decrementAndGet();
        return false;
    }

    /** Promises places for reports; false when there is no room. */
    boolean promise(QueueSpec queue, int reports) {
        Count count = count(queue.address());
        if (count.promised.addAndGet(reports) + count.held.get() <= queue.depthMax()) {
            return true;
        }
        count.promised.addAndGet(-reports);
        return false;
    }

    /** A promised report was not needed, or has become a message. */
    void forget(QueueAddress queue, int reports) {
        // Promises are not kept across a restart, so a report may find none of its own to fulfil.
        count(queue).promised.updateAndGet(promised -> Math.max(0, promised - reports));
    }

    /** So many more messages are in the queue, whatever its limit. */
    public void add(QueueAddress queue, long messages) {
        count(queue).held.addAndGet(messages);
    }

    /** Messages left the queue. */
    public void leave(QueueAddress queue, long messages) {
        count(queue).held.addAndGet(-messages);
    }

    public long depth(QueueAddress queue) {
        Count count = counts.get(queue);
        return count == null ? 0 : Math.max(0, count.held.get());
    }

    private Count count(QueueAddress queue) {
        return counts.computeIfAbsent(queue, address -> new Count());
    }
}
