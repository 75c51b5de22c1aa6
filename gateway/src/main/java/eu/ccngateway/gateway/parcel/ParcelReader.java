package eu.ccngateway.gateway.parcel;

import com.google.protobuf.InvalidProtocolBufferException;
import eu.ccngateway.gateway.queue.Entry;
import eu.ccngateway.gateway.queue.TakenEntry;
import eu.ccngateway.gateway.store.ParcelHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts parcels together again from entries in the order they are taken. One for each subscription; not thread-safe. */
public final class ParcelReader {

    private record Part(ParcelHead head, ByteBuf bytes, TakenEntry taken) {}

    private final Map<Long, List<Part>> unfinished = new HashMap<>();

    /** The parcel that this entry completes. Takes over the entry's body. */
    public Optional<Parcel> read(TakenEntry taken) {
        ByteBuf body = taken.entry().body();
        ParcelHead head = readHead(taken.entry());
        if (head.getParts() <= 1) {
            return Optional.of(parcel(head, body, List.of(taken)));
        }
        List<Part> parts = unfinished.computeIfAbsent(head.getParcel(), id -> new ArrayList<>());
        parts.removeIf(old -> old.head.getPart() == head.getPart() && release(old));
        parts.add(new Part(head, body, taken));
        if (parts.size() < head.getParts()) {
            return Optional.empty();
        }
        unfinished.remove(head.getParcel());
        return Optional.of(join(parts));
    }

    /** Forgets parcels that were begun: their entries will come again. */
    public void reset() {
        unfinished.values().forEach(parts -> parts.forEach(ParcelReader::release));
        unfinished.clear();
    }

    /** The head of an entry; the body's reader index then stands at the item bytes. */
    public static ParcelHead readHead(Entry entry) {
        ByteBuf body = entry.body();
        int length = body.readInt();
        try {
            ParcelHead head = ParcelHead.parseFrom(body.nioBuffer(body.readerIndex(), length));
            body.skipBytes(length);
            return head;
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(
                    "entry " + entry.id() + " is no parcel: " + e.getMessage()
                            + " (expected: an entry written by this gateway; was the queue written by something else?)",
                    e);
        }
    }

    private static Parcel join(List<Part> parts) {
        parts.sort(Comparator.comparingInt(part -> part.head.getPart()));
        CompositeByteBuf all = Unpooled.compositeBuffer(parts.size());
        List<TakenEntry> entries = new ArrayList<>();
        for (Part part : parts) {
            all.addComponent(true, part.bytes);
            entries.add(part.taken);
        }
        return parcel(parts.get(0).head, all, entries);
    }

    private static Parcel parcel(ParcelHead head, ByteBuf items, List<TakenEntry> entries) {
        int start = items.readerIndex();
        int[] offsets = new int[head.getStampsCount() + 1];
        int at = start;
        for (int i = 0; i < head.getStampsCount(); i++) {
            offsets[i] = at;
            at += 8 + (int) items.getUnsignedInt(at) + (int) items.getUnsignedInt(at + 4);
        }
        offsets[head.getStampsCount()] = at;
        return new Parcel(head, items, offsets, entries);
    }

    private static boolean release(Part part) {
        part.bytes.release();
        return true;
    }
}
