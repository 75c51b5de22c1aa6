package eu.ccngateway.gateway.delivery;

import eu.ccngateway.gateway.exchange.Committer;
import eu.ccngateway.gateway.parcel.Parcel;
import eu.ccngateway.gateway.parcel.ParcelReader;
import eu.ccngateway.gateway.queue.DurableQueues;
import eu.ccngateway.gateway.queue.Entry;
import eu.ccngateway.gateway.queue.EntrySink;
import eu.ccngateway.gateway.queue.StorageQueue;
import eu.ccngateway.gateway.queue.Subscription;
import eu.ccngateway.gateway.queue.TakenEntry;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One part of a queue as far as it is in the window: takes entries ahead of the demand, a bounded number and size of
 * them, and makes parcels of them. What is in nodes' hands stays here as well; too much of it, and nothing more is taken
 * until some of it is settled. Confined to the delivery thread; the broker's calls are handed over to it.
 */
final class Lane {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    /** Parcels ready to be handed out, or asked for. */
    private static final int READY_MAX = 32;

    /** Bytes ready beyond which nothing more is asked for; one entry for each credit given may still come. */
    private static final long READY_BYTES_MAX = 4L << 20;

    /** Parcels in hand at all: what was handed out stays here until it is settled, as it may come back. */
    private static final int HELD_MAX = 10_000;

    private static final long HELD_BYTES_MAX = 32L << 20;

    private static final int CREDIT_AT_START = 4;

    private final ParcelReader reader = new ParcelReader();
    private final Set<WindowParcel> held = new LinkedHashSet<>();
    private final StorageQueue queue;
    private final Store store;
    private final Events events;
    private Optional<Subscription> subscription = Optional.empty();
    private boolean isShown;
    private long bytesHeld;
    private int ready;
    private long bytesReady;
    private int entriesAsked;
    private boolean isClosed;

    Lane(StorageQueue queue, Store store, Events events) {
        this.queue = queue;
        this.store = store;
        this.events = events;
    }

    /**
     * Where entries come from.
     *
     * @param thread to which everything is handed over
     * @param lookout for what may block
     */
    record Store(DurableQueues queues, Committer committer, Executor thread, Executor lookout) {}

    /**
     * Whom to tell.
     *
     * @param arrival gets each parcel that came, with its messages that are not gone
     * @param shown when {@link #isShown} has become true without an arrival
     */
    record Events(Consumer<WindowParcel> arrival, Runnable shown) {}

    /** Begins to take. What may hold something is looked into first, so that it is known whether to wait for it. */
    void open(boolean mayHold) {
        if (!mayHold) {
            isShown = true;
            take();
            return;
        }
        store.lookout.execute(() -> {
            boolean isEmpty = looksEmpty();
            store.thread.execute(() -> {
                if (!isClosed) {
                    isShown = isEmpty;
                    take();
                    events.shown.run();
                }
            });
        });
    }

    /** When that cannot be told it is not: who waits for this lane has a deadline. */
    private boolean looksEmpty() {
        try {
            List<Entry> first = store.queues.peek(queue, 1);
            first.forEach(entry -> entry.body().release());
            return first.isEmpty();
        } catch (RuntimeException e) {
            LOG.debug("{} could not be looked into: {}", queue, e.toString());
            return false;
        }
    }

    /** Whether its first parcel is at hand, or it was empty when it was opened. */
    boolean isShown() {
        return isShown;
    }

    private void take() {
        subscription = Optional.of(store.queues.subscribe(queue, new EntrySink() {
            @Override
            public void take(TakenEntry entry) {
                store.thread.execute(() -> arrived(entry));
            }

            @Override
            public void lost() {
                store.thread.execute(Lane.this::lost);
            }
        }));
        ask(CREDIT_AT_START);
    }

    private void arrived(TakenEntry entry) {
        if (isClosed) {
            entry.entry().body().release();
            return;
        }
        entriesAsked--;
        Optional<Parcel> complete = reader.read(entry);
        if (complete.isEmpty()) {
            ask(1);
            return;
        }
        Parcel parcel = complete.get();
        store.committer.gone(parcel.id()).ifPresent(gone -> parcel.gone().or(gone));
        WindowParcel arrival =
                new WindowParcel(parcel, this, parcel.size() - parcel.gone().cardinality());
        held.add(arrival);
        bytesHeld += parcel.length();
        parcelReady(arrival);
        isShown = true;
        events.arrival.accept(arrival);
        refill();
    }

    /** Called by a parcel that has something to hand out again. */
    void parcelReady(WindowParcel parcel) {
        ready++;
        bytesReady += parcel.parcel().length();
    }

    /** Called by a parcel that has nothing to hand out any more. */
    void parcelHandedOut(WindowParcel parcel) {
        ready--;
        bytesReady -= parcel.parcel().length();
        refill();
    }

    /** Called by a parcel whose last message has left. */
    void parcelLeft(WindowParcel parcel) {
        held.remove(parcel);
        bytesHeld -= parcel.parcel().length();
        refill();
    }

    /** Called by a parcel whose entries went back to the broker. */
    void parcelLost(WindowParcel parcel, boolean wasReady) {
        held.remove(parcel);
        bytesHeld -= parcel.parcel().length();
        if (wasReady) {
            ready--;
            bytesReady -= parcel.parcel().length();
        }
        refill();
    }

    private void refill() {
        if (isClosed || bytesReady >= READY_BYTES_MAX || bytesHeld >= HELD_BYTES_MAX || held.size() >= HELD_MAX) {
            return;
        }
        int room = READY_MAX - ready - entriesAsked;
        long typical = held.isEmpty() ? 0 : bytesHeld / held.size();
        long fitting =
                typical == 0 ? CREDIT_AT_START : Math.max(1, (READY_BYTES_MAX - bytesReady) / typical) - entriesAsked;
        int more = (int) Math.min(room, fitting);
        if (more > 0) {
            ask(more);
        }
    }

    private void ask(int entries) {
        entriesAsked += entries;
        subscription.ifPresent(open -> open.credit(entries));
    }

    private void lost() {
        reader.reset();
        held.forEach(WindowParcel::makeVoid);
        held.clear();
        bytesHeld = 0;
        ready = 0;
        bytesReady = 0;
        entriesAsked = 0;
        if (!isClosed) {
            ask(CREDIT_AT_START);
        }
    }

    /** When the oldest message at hand was accepted. */
    OptionalLong oldestMs() {
        return held.stream()
                .mapToLong(parcel -> parcel.parcel().head().getAcceptedAtMs())
                .min();
    }

    /** Gives everything back that has not left. */
    void close() {
        isClosed = true;
        subscription.ifPresent(Subscription::close);
        reader.reset();
        held.forEach(WindowParcel::makeVoid);
        held.clear();
    }
}
