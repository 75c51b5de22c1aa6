package eu.ccngateway.adapters.artemis.remote;

import eu.ccngateway.gateway.queue.Entry;
import eu.ccngateway.gateway.queue.StorageQueue;
import eu.ccngateway.gateway.queue.TakenEntry;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.activemq.artemis.api.core.client.ClientMessage;

/** An entry of the remote broker in somebody's hands. Whoever claims it first decides what becomes of it. */
final class RemoteTaken implements TakenEntry {

    /** Who received the message, and gets it back. */
    interface Holder {
        void putBack(RemoteTaken taken);

        /** The entry is durably removed. */
        void removed(RemoteTaken taken);
    }

    final Holder holder;
    final BrokerConnection connection;
    final ClientMessage message;
    final ByteBuf body;
    final long arrival;
    private final StorageQueue queue;
    private final Entry entry;
    private final boolean redelivered;
    private final AtomicBoolean spent = new AtomicBoolean();

    RemoteTaken(Holder holder, BrokerConnection connection, StorageQueue queue, Arrived arrived, boolean redelivered) {
        this.holder = holder;
        this.connection = connection;
        this.queue = queue;
        this.message = arrived.message();
        this.body = arrived.body();
        this.arrival = arrived.number();
        this.redelivered = redelivered;
        this.entry = EntryForm.entryOf(message, body);
    }

    /** A message as it came over a connection, and the how-many-eth it was. */
    record Arrived(ClientMessage message, ByteBuf body, long number) {}

    @Override
    public StorageQueue queue() {
        return queue;
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
            holder.putBack(this);
        }
    }

    /** True for the first caller only. */
    boolean claim() {
        return spent.compareAndSet(false, true);
    }

    /** The same entry, to be handed out again. */
    RemoteTaken again() {
        return new RemoteTaken(holder, connection, queue, new Arrived(message, body, arrival), true);
    }

    boolean isExpired(long nowMs) {
        return entry.expiresAtMs() != 0 && entry.expiresAtMs() <= nowMs;
    }
}
