package eu.ccngateway.gateway.delivery;

import eu.ccngateway.gateway.exchange.Committer;
import eu.ccngateway.gateway.parcel.Parcel;
import eu.ccngateway.gateway.parcel.ParcelReader;
import eu.ccngateway.gateway.queue.DurableQueues;
import eu.ccngateway.gateway.queue.EntrySink;
import eu.ccngateway.gateway.queue.StorageQueue;
import eu.ccngateway.gateway.queue.Subscription;
import eu.ccngateway.gateway.queue.TakenEntry;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * One part of a queue as far as it is in the window: takes entries ahead of the demand, a bounded number and size of
 * them, and makes parcels of them. Confined to the delivery thread; the broker's calls are handed over to it.
 */
final class Lane {

    /** Entries in hand or asked for. */
    private static final int ENTRIES_MAX = 32;
    /** Bytes in hand beyond which nothing more is asked for; one entry more than this may be on its way for each credit given. */
    private static final long BYTES_MAX = 4L << 20;

    private static final int CREDIT_AT_START = 4;

    private final ParcelReader reader = new ParcelReader();
    private final List<WindowParcel> held = new ArrayList<>();
    private final Consumer<WindowParcel> arrivals;
    private final Committer committer;
    private final Subscription subscription;
    private long bytesHeld;
    private int entriesAsked;
    private boolean isClosed;

    /** @param arrivals gets each parcel that came, with its messages that are not gone */
    Lane(
            StorageQueue queue,
            DurableQueues queues,
            Committer committer,
            Executor thread,
            Consumer<WindowParcel> arrivals) {
        this.arrivals = arrivals;
        this.committer = committer;
        this.subscription = queues.subscribe(queue, new EntrySink() {
            @Override
            public void take(TakenEntry entry) {
                thread.execute(() -> arrived(entry));
            }

            @Override
            public void lost() {
                thread.execute(Lane.this::lost);
            }
        });
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
        committer.gone(parcel.id()).ifPresent(gone -> parcel.gone().or(gone));
        BitSet gone = parcel.gone();
        WindowParcel arrival = new WindowParcel(parcel, this, parcel.size() - gone.cardinality());
        held.add(arrival);
        bytesHeld += parcel.length();
        arrivals.accept(arrival);
        refill();
    }

    /** Called by a parcel whose last message has left. */
    void parcelLeft(WindowParcel parcel) {
        held.remove(parcel);
        bytesHeld -= parcel.parcel().length();
        refill();
    }

    private void refill() {
        if (isClosed || bytesHeld >= BYTES_MAX) {
            return;
        }
        int room = ENTRIES_MAX - held.size() - entriesAsked;
        long typical = held.isEmpty() ? 0 : bytesHeld / held.size();
        long fitting = typical == 0 ? CREDIT_AT_START : Math.max(1, (BYTES_MAX - bytesHeld) / typical) - entriesAsked;
        int more = (int) Math.min(room, fitting);
        if (more > 0) {
            ask(more);
        }
    }

    private void ask(int entries) {
        entriesAsked += entries;
        subscription.credit(entries);
    }

    private void lost() {
        reader.reset();
        held.forEach(WindowParcel::makeVoid);
        held.clear();
        bytesHeld = 0;
        entriesAsked = 0;
        if (!isClosed) {
            ask(CREDIT_AT_START);
        }
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    /** Gives everything back that has not left. */
    void close() {
        isClosed = true;
        subscription.close();
        reader.reset();
        held.forEach(WindowParcel::makeVoid);
        held.clear();
    }
}
