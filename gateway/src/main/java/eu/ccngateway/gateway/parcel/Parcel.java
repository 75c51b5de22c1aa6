package eu.ccngateway.gateway.parcel;

import eu.ccngateway.gateway.queue.TakenEntry;
import eu.ccngateway.gateway.store.ParcelHead;
import eu.ccngateway.gateway.store.ParcelHeadOrBuilder;
import eu.ccngateway.gateway.store.Stamp;
import eu.ccngateway.protocol.message.QueueAddress;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
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
    /** How many messages are in front of each item; reports on several messages are several in one item. */
    private final int[] firsts;

    private final List<TakenEntry> entries;
    private final boolean isRedelivered;
    private final BitSet gone;
    private final QueueAddress queue;
    private volatile boolean isLost;

    Parcel(ParcelHead head, ByteBuf items, int[] offsets, List<TakenEntry> entries) {
        this.head = head;
        this.items = items;
        this.offsets = offsets;
        this.firsts = firsts(head);
        this.entries = List.copyOf(entries);
        this.isRedelivered = entries.stream().anyMatch(TakenEntry::redelivered);
        this.gone = new BitSet(firsts[firsts.length - 1]);
        this.queue = QueueAddress.parse(head.getQueue());
    }

    private static int[] firsts(ParcelHead head) {
        int[] firsts = new int[head.getStampsCount() + 1];
        for (int i = 0; i < head.getStampsCount(); i++) {
            firsts[i + 1] = firsts[i] + Math.max(1, head.getStamps(i).getRows());
        }
        return firsts;
    }

    /** How many messages there are in a parcel of this head. */
    static int messages(ParcelHeadOrBuilder head) {
        int messages = 0;
        for (int i = 0; i < head.getStampsCount(); i++) {
            messages += Math.max(1, head.getStamps(i).getRows());
        }
        return messages;
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

    /** How many messages it holds. */
    public int size() {
        return firsts[firsts.length - 1];
    }

    /** Which item a message is in, or is. */
    private int item(int index) {
        if (firsts.length - 1 == size()) {
            return index;
        }
        int found = Arrays.binarySearch(firsts, index);
        return found >= 0 ? found : -found - 2;
    }

    /** What is noted of the item that a message is in. */
    public Stamp stamp(int index) {
        return head.getStamps(item(index));
    }

    /** The number a message was accepted under. */
    public long acceptance(int index) {
        return stamp(index).getAcceptance() + index - firsts[item(index)];
    }

    /** Where a message stands among the rows of its item; 0 if it has none. */
    public int row(int index) {
        return stamp(index).getFirstRow() + index - firsts[item(index)];
    }

    /** Whether two messages are rows of one item. */
    public boolean isOneItem(int one, int other) {
        return item(one) == item(other);
    }

    /** What must be removed from the queue when the last message is gone. */
    public List<TakenEntry> entries() {
        return entries;
    }

    public boolean isRedelivered() {
        return isRedelivered;
    }

    /** The items of the messages from {@code first} to {@code last}, as they go onto the wire. A view. */
    public ByteBuf items(int first, int last) {
        int start = offsets[item(first)];
        return items.slice(start, offsets[item(last) + 1] - start);
    }

    /** Bytes of one message: its item, or its share of it. */
    public int length(int index) {
        int item = item(index);
        return (offsets[item + 1] - offsets[item]) / (firsts[item + 1] - firsts[item]);
    }

    /** Bytes of all items. */
    public int length() {
        return offsets[offsets.length - 1] - offsets[0];
    }

    /** The header of one message, as sealed. A view. */
    public ByteBuf header(int index) {
        int start = offsets[item(index)];
        return items.slice(start + 8, (int) items.getUnsignedInt(start));
    }

    /** The payload of one message. A view. */
    public ByteBuf payload(int index) {
        int item = item(index);
        int headerLength = (int) items.getUnsignedInt(offsets[item]);
        int payload = offsets[item] + 8 + headerLength;
        return items.slice(payload, offsets[item + 1] - payload);
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
