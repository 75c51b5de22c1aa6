package eu.ccngateway.adapters.artemis.embedded;

import eu.ccngateway.gateway.queue.EntrySink;
import eu.ccngateway.gateway.queue.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.activemq.artemis.core.filter.Filter;
import org.apache.activemq.artemis.core.server.Consumer;
import org.apache.activemq.artemis.core.server.HandleStatus;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer inside the broker. The broker calls {@code handle} under the queue's monitor and, if we took the message,
 * {@code proceedDeliver} right after it without the monitor, by one thread at a time.
 */
final class EmbeddedSubscription implements Subscription, Consumer {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedSubscription.class);

    private final EmbeddedQueue from;
    private final EntrySink sink;
    private final long id;
    private final Set<EmbeddedSubscription> open;
    private final AtomicLong credit = new AtomicLong();
    private final Set<EmbeddedTaken> held = ConcurrentHashMap.newKeySet();
    private final Object telling = new Object();
    private volatile boolean closed;
    private @Nullable EmbeddedTaken onItsWay;

    EmbeddedSubscription(EmbeddedQueue from, EntrySink sink, long id, Set<EmbeddedSubscription> open) {
        this.from = from;
        this.sink = sink;
        this.id = id;
        this.open = open;
    }

    void start() {
        open.add(this);
        try {
            from.queue.addConsumer(this);
        } catch (Exception e) {
            throw new IllegalStateException(from.name + " cannot be subscribed to", e);
        }
    }

    @Override
    public void credit(int entries) {
        credit.addAndGet(entries);
        if (!closed) {
            from.queue.deliverAsync();
        }
    }

    @Override
    public HandleStatus handle(MessageReference reference) {
        if (closed || credit.get() <= 0) {
            return HandleStatus.BUSY;
        }
        credit.decrementAndGet();
        onItsWay = from.take(reference, held);
        return HandleStatus.HANDLED;
    }

    @Override
    public void proceedDeliver(MessageReference reference) {
        EmbeddedTaken taken = onItsWay;
        onItsWay = null;
        if (taken != null) {
            synchronized (telling) {
                sink.take(taken);
            }
        }
    }

    @Override
    public void close() {
        synchronized (from.queue) {
            if (closed) {
                return;
            }
            closed = true;
        }
        open.remove(this);
        from.queue.removeConsumer(this);
        List<EmbeddedTaken> left = new ArrayList<>(held);
        left.removeIf(taken -> !taken.claim());
        left.forEach(taken -> from.putBack(taken.reference));
    }

    /** The storage is gone: nobody may use what was taken, and nothing more comes. */
    void lose() {
        synchronized (from.queue) {
            if (closed) {
                return;
            }
            closed = true;
        }
        open.remove(this);
        List.copyOf(held).forEach(EmbeddedTaken::claim);
        synchronized (telling) {
            sink.lost();
        }
    }

    @Override
    public void failed(Throwable cause) {
        LOG.error("{}: its receiver failed; nothing is handed to it any more", from.name, cause);
        close();
    }

    @Override
    public boolean supportsDirectDelivery() {
        return false;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public @Nullable Filter getFilter() {
        return null;
    }

    @Override
    public List<MessageReference> getDeliveringMessages() {
        return held.stream().map(taken -> taken.reference).toList();
    }

    @Override
    public String debug() {
        return toManagementString();
    }

    @Override
    public String toManagementString() {
        return "subscription " + id + " to " + from.name;
    }

    @Override
    public void disconnect() {
        close();
    }

    @Override
    public long sequentialID() {
        return id;
    }
}
