package eu.ccngateway.adapters.artemis.embedded;

import eu.ccngateway.gateway.queue.Entry;
import eu.ccngateway.gateway.queue.StorageQueue;
import eu.ccngateway.gateway.queue.TakenEntry;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.activemq.artemis.core.server.MessageReference;

/** An entry of the embedded broker in somebody's hands. Whoever claims it first decides what becomes of it. */
final class EmbeddedTaken implements TakenEntry {

    private final Set<EmbeddedTaken> holder;
    final EmbeddedQueue from;
    final MessageReference reference;
    private final Entry entry;
    private final boolean redelivered;
    private final AtomicBoolean spent = new AtomicBoolean();

    EmbeddedTaken(
            EmbeddedQueue from,
            MessageReference reference,
            Entry entry,
            boolean redelivered,
            Set<EmbeddedTaken> holder) {
        this.holder = holder;
        this.from = from;
        this.reference = reference;
        this.entry = entry;
        this.redelivered = redelivered;
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
        return redelivered;
    }

    @Override
    public void giveBack() {
        if (claim()) {
            from.putBack(reference);
        }
    }

    /** True for the first caller only. */
    boolean claim() {
        if (!spent.compareAndSet(false, true)) {
            return false;
        }
        holder.remove(this);
        return true;
    }
}
