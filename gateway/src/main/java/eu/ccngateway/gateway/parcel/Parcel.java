package eu.ccngateway.gateway.parcel;

import eu.ccngateway.gateway.queue.TakenEntry;
import eu.ccngateway.gateway.store.ParcelHead;
import eu.ccngateway.gateway.store.Stamp;
import eu.ccngateway.protocol.message.QueueAddress;
import io.netty.buffer.ByteBuf;
import java.util.BitSet;
import java.util.List;

/**
 * Messages of one seal, for one queue, of one priority and expiry, as taken from a queue. The bytes are shared: whoever
 * needs them beyond a call retains them; the parcel's own reference goes with {@link #release()}.
 *
 * <p>Which of its messages are gone is known by the committer alone.
 */
public final class Parcel {

    private final ParcelHead head;
    private final ByteBuf items;
    private final int[] offsets;
    private final List<TakenEntry> entries;
    private final boolean isRedelivered;
    private final BitSet gone;
    private final QueueAddress queue;
    private volatile boolean isLost;

    Parcel(ParcelHead head, ByteBuf items, int[] offsets, List<TakenEntry> entries) {
        this.head = head;
        this.items = items;
        this.offsets = offsets;
        this.entries = List.copyOf(entries);
        this.isRedelivered = entries.stream().anyMatch(TakenEntry::redelivered);
        this.gone = new BitSet(offsets.length - 1);
        this.queue = QueueAddress.parse(head.getQueue());
    }

    public ParcelHead head() {
        return head;
    }

    public long id() {
        return head.getParcel();
    }

    /** The queue it was put into. */
    public QueueAddress queue() {
        return queue;
    }

    public int size() {
        return offsets.length - 1;
    }

    public Stamp stamp(int index) {
        return head.getStamps(index);
    }

    /** What must be removed from the queue when the last message is gone. */
    public List<TakenEntry> entries() {
        return entries;
    }

    public boolean isRedelivered() {
        return isRedelivered;
    }

    /** The items from {@code first} up to and without {@code end}, as they go onto the wire. A view. */
    public ByteBuf items(int first, int end) {
        return items.slice(offsets[first], offsets[end] - offsets[first]);
    }

    /** Bytes of one item. */
    public int itemLength(int index) {
        return offsets[index + 1] - offsets[index];
    }

    /** Bytes of all items. */
    public int length() {
        return offsets[offsets.length - 1] - offsets[0];
    }

    /** The header of one message, as sealed. A view. */
    public ByteBuf header(int index) {
        return items.slice(offsets[index] + 8, (int) items.getUnsignedInt(offsets[index]));
    }

    /** The payload of one message. A view. */
    public ByteBuf payload(int index) {
        int headerLength = (int) items.getUnsignedInt(offsets[index]);
        int payload = offsets[index] + 8 + headerLength;
        return items.slice(payload, offsets[index + 1] - payload);
    }

    /** Which messages are gone, for the committer. */
    public BitSet gone() {
        return gone;
    }

    /** Its entries are no longer in our hands, since the unit of work that was to remove them failed: they come again. */
    public boolean isLost() {
        return isLost;
    }

    public void markLost() {
        isLost = true;
    }

    public void retain() {
        items.retain();
    }

    public void release() {
        items.release();
    }

    @Override
    public String toString() {
        return "parcel " + id() + " of " + size() + " for " + head.getQueue();
    }
}
