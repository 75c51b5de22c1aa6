package eu.ccngateway.gateway.parcel;

import eu.ccngateway.gateway.queue.Entry;
import eu.ccngateway.gateway.store.ParcelHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;

/** Lays a parcel out as one entry, or as several consecutive ones when it is large. */
public final class ParcelWriter {

    /** Room for the head of a part beside its bytes. */
    private static final int PART_BYTES = 1024 * 1024;

    private final ByteBufAllocator allocator;

    public ParcelWriter(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    /** How many entries, and so ids, a parcel of so many item bytes takes. */
    public static int parts(long itemBytes) {
        return (int) Math.max(1, (itemBytes + PART_BYTES - 1) / PART_BYTES);
    }

    /**
     * The entries of a parcel.
     *
     * @param items all item bytes, in order; not consumed, not released
     */
    public List<Entry> write(ParcelHead.Builder head, List<ByteBuf> items) {
        long bytes = items.stream().mapToLong(ByteBuf::readableBytes).sum();
        int parts = parts(bytes);
        if (parts == 1) {
            return List.of(entry(head.build(), head.getParcel(), Parcel.messages(head), items, (int) bytes));
        }
        return cut(head, items, parts);
    }

    private List<Entry> cut(ParcelHead.Builder head, List<ByteBuf> items, int parts) {
        ByteBuf all = allocator.compositeBuffer(items.size());
        for (ByteBuf item : items) {
            ((io.netty.buffer.CompositeByteBuf) all).addComponent(true, item.retainedSlice());
        }
        try {
            List<Entry> entries = new ArrayList<>(parts);
            for (int part = 0; part < parts; part++) {
                ParcelHead.Builder partHead = part == 0
                        ? head.setParts(parts)
                        : ParcelHead.newBuilder()
                                .setParcel(head.getParcel())
                                .setPart(part)
                                .setParts(parts)
                                .setPriority(head.getPriority())
                                .setExpiresMs(head.getExpiresMs());
                ByteBuf slice = all.readSlice(Math.min(PART_BYTES, all.readableBytes()));
                int messages = part == 0 ? Parcel.messages(head) : 0;
                entries.add(entry(
                        partHead.build(), head.getParcel() + part, messages, List.of(slice), slice.readableBytes()));
            }
            return entries;
        } finally {
            all.release();
        }
    }

    private Entry entry(ParcelHead head, long id, int messages, List<ByteBuf> items, int bytes) {
        byte[] headBytes = head.toByteArray();
        ByteBuf body = allocator.directBuffer(4 + headBytes.length + bytes);
        body.writeInt(headBytes.length).writeBytes(headBytes);
        for (ByteBuf item : items) {
            body.writeBytes(item, item.readerIndex(), item.readableBytes());
        }
        return new Entry(id, messages, head.getPriority(), head.getExpiresMs(), body);
    }
}
