package eu.ccngateway.gateway.delivery;

import eu.ccngateway.gateway.parcel.Parcel;
import java.util.Comparator;

/**
 * A message in the window of its queue: ready, on lease, or leaving. Confined to the delivery thread.
 *
 * <p>Its place is its priority and then the order of arrival, and it keeps that place when it comes back.
 */
final class QueuedMessage {

    static final Comparator<QueuedMessage> PLACE = Comparator.<QueuedMessage>comparingInt(
                    message -> -message.parcel.head().getPriority())
            .thenComparingLong(message -> message.sequence);

    private final WindowParcel held;
    private final Parcel parcel;
    private final int index;
    private final long sequence;
    private int backouts;
    private boolean isRedelivered;

    QueuedMessage(WindowParcel held, int index, long sequence) {
        this.held = held;
        this.parcel = held.parcel();
        this.index = index;
        this.sequence = sequence;
        this.isRedelivered = parcel.isRedelivered();
    }

    WindowParcel held() {
        return held;
    }

    Parcel parcel() {
        return parcel;
    }

    int index() {
        return index;
    }

    long acceptance() {
        return parcel.acceptance(index);
    }

    int length() {
        return parcel.length(index);
    }

    /** Whether both can be told of together: they stand side by side, and rows of one item have the same past. */
    boolean follows(QueuedMessage last) {
        return parcel == last.parcel
                && index == last.index + 1
                && (!parcel.isOneItem(index, last.index)
                        || isRedelivered == last.isRedelivered && backouts == last.backouts);
    }

    boolean isExpired(long nowMs) {
        return parcel.head().getExpiresMs() != 0 && parcel.head().getExpiresMs() <= nowMs;
    }

    int backouts() {
        return backouts;
    }

    boolean isRedelivered() {
        return isRedelivered;
    }

    /** It was in somebody's hands; what he did with it is not known for sure. */
    void returned() {
        isRedelivered = true;
    }

    /** It was rolled back. */
    void backedOut() {
        backouts++;
        isRedelivered = true;
    }

    /** The broker took the entry away under us; this view of it is worth nothing. */
    boolean isVoid() {
        return held.isVoid();
    }
}
