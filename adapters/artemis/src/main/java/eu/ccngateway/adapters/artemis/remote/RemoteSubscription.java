package eu.ccngateway.adapters.artemis.remote;

import eu.ccngateway.gateway.queue.EntrySink;
import eu.ccngateway.gateway.queue.StorageQueue;
import eu.ccngateway.gateway.queue.Subscription;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.MessageHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer at the broker, and the entries that came from it. It outlives connections.
 *
 * <p>The client fetches ahead up to a window of bytes. Without credit the handler is taken away, so that the client
 * keeps what it fetched and asks for no more. Only the handler's own thread takes it away: any other would wait for the
 * handler, which waits for this object's monitor. Sinks are called without the monitor, by whichever thread finds
 * nobody else at it; that one goes on until nothing is left to be said.
 */
final class RemoteSubscription implements Subscription, RemoteTaken.Holder, MessageHandler {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteSubscription.class);

    /** What a subscription asks of the storage it belongs to. */
    interface Owner {
        /** Credit came, and there is no consumer yet. */
        void wanted(RemoteSubscription subscription);

        void closed(RemoteSubscription subscription, Optional<ClientConsumer> consumer);

        /** An entry nobody may be handed any more. */
        void expired(RemoteTaken taken);
    }

    final StorageQueue queue;
    private final EntrySink sink;
    private final Owner owner;
    private final LongSupplier nowMs;
    private final HeldBefore heldBefore;
    private final TreeMap<Long, RemoteTaken> ready = new TreeMap<>();
    private final List<RemoteTaken> late = new ArrayList<>();
    private final Set<RemoteTaken> held = new HashSet<>();
    private @Nullable ClientConsumer consumer;
    private @Nullable BrokerConnection connection;
    private long credit;
    private long arrivals;
    private boolean asked;
    private boolean handling;
    private boolean telling;
    private boolean lost;
    private boolean closed;

    RemoteSubscription(StorageQueue queue, EntrySink sink, Owner owner, LongSupplier nowMs, HeldBefore heldBefore) {
        this.queue = queue;
        this.sink = sink;
        this.owner = owner;
        this.nowMs = nowMs;
        this.heldBefore = heldBefore;
    }

    @Override
    public void credit(int entries) {
        synchronized (this) {
            credit += entries;
        }
        tellSink();
        synchronized (this) {
            if (consumer == null && !asked && !closed) {
                asked = true;
                owner.wanted(this);
            }
            handle();
        }
    }

    /** Makes the consumer on a connection, unless there is one or nobody wants it. Called by the connection's thread. */
    void connect(BrokerConnection to) throws ActiveMQException {
        synchronized (this) {
            asked = false;
            if (consumer != null || closed || credit == 0) {
                return;
            }
        }
        ClientConsumer made = to.consumer(queue);
        synchronized (this) {
            if (!closed) {
                connection = to;
                consumer = made;
                handle();
                return;
            }
        }
        made.close();
    }

    /** Lets messages come. */
    private void handle() {
        if (consumer == null || handling || ready.size() >= credit) {
            return;
        }
        try {
            consumer.setMessageHandler(this);
            handling = true;
        } catch (ActiveMQException e) {
            LOG.debug("{}: the consumer is gone; the connection notices too", queue, e);
        }
    }

    @Override
    public void onMessage(ClientMessage message) {
        ByteBuf body = EntryForm.bodyOf(message);
        synchronized (this) {
            BrokerConnection from = connection;
            if (closed || from == null) {
                return;
            }
            long id = EntryForm.idOf(message);
            boolean redelivered = message.getDeliveryCount() > 1 || heldBefore.contains(id);
            RemoteTaken.Arrived arrived = new RemoteTaken.Arrived(message, body, arrivals++);
            ready.put(arrived.number(), new RemoteTaken(this, from, queue, arrived, redelivered));
        }
        tellSink();
        synchronized (this) {
            if (ready.size() >= credit) {
                stopHandling();
            }
        }
    }

    private void stopHandling() {
        try {
            if (consumer != null) {
                consumer.setMessageHandler(null);
            }
            handling = false;
        } catch (ActiveMQException e) {
            LOG.debug("{}: the consumer is gone; the connection notices too", queue, e);
        }
    }

    /** Tells the sink all there is to tell. A sink that gives back at once comes here again; the first call goes on. */
    private void tellSink() {
        synchronized (this) {
            if (telling) {
                return;
            }
            telling = true;
        }
        for (Optional<Runnable> next = nextToTell(); next.isPresent(); next = nextToTell()) {
            try {
                next.get().run();
            } catch (RuntimeException e) {
                LOG.error("{}: its receiver failed", queue, e);
            }
        }
    }

    private synchronized Optional<Runnable> nextToTell() {
        if (lost) {
            lost = false;
            return Optional.of(sink::lost);
        }
        while (!ready.isEmpty() && ready.firstEntry().getValue().isExpired(nowMs.getAsLong())) {
            late.add(ready.pollFirstEntry().getValue());
        }
        if (closed || credit == 0 || ready.isEmpty()) {
            telling = false;
            return Optional.empty();
        }
        credit--;
        RemoteTaken next = ready.pollFirstEntry().getValue();
        held.add(next);
        return Optional.of(() -> sink.take(next));
    }

    /** Moves on what expired while it waited here. */
    synchronized void expireReady() {
        ready.values().removeIf(taken -> taken.isExpired(nowMs.getAsLong()) && late.add(taken));
        List<RemoteTaken> moved = List.copyOf(late);
        late.clear();
        held.addAll(moved);
        moved.forEach(owner::expired);
    }

    /** Takes an entry that is ready here. */
    synchronized Optional<RemoteTaken> takeOne(long entryId) {
        Optional<RemoteTaken> found = ready.values().stream()
                .filter(taken -> taken.entry().id() == entryId)
                .findFirst();
        found.ifPresent(taken -> {
            ready.remove(taken.arrival);
            held.add(taken);
        });
        return found;
    }

    /** What is ready here, in order; the broker does not show it any more. */
    synchronized List<RemoteTaken> ready() {
        return new ArrayList<>(ready.values());
    }

    @Override
    public void putBack(RemoteTaken taken) {
        synchronized (this) {
            if (!held.remove(taken) || taken.connection != connection) {
                return;
            }
            heldBefore.cameBack(taken.entry().id());
            ready.put(taken.arrival, taken.again());
        }
        tellSink();
    }

    @Override
    public synchronized void removed(RemoteTaken taken) {
        held.remove(taken);
        heldBefore.removed(taken.entry().id());
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            forget();
            owner.closed(this, Optional.ofNullable(consumer));
            consumer = null;
        }
    }

    /** The connection is gone, and everything that came over it. */
    void lose() {
        synchronized (this) {
            if (closed || consumer == null) {
                return;
            }
            forget();
            consumer = null;
            connection = null;
            handling = false;
            lost = true;
        }
        tellSink();
    }

    private void forget() {
        for (RemoteTaken taken : held) {
            taken.claim();
            heldBefore.cameBack(taken.entry().id());
        }
        held.clear();
        ready.clear();
        late.clear();
    }
}
