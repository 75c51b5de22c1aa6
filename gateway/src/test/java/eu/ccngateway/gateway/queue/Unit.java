package eu.ccngateway.gateway.queue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Says a unit of work in the words of a test. Bodies follow from id and size, so that whoever reads one can check it. */
public final class Unit {

    private static final int BODY_SIZE = 100;

    private final long id;
    private final List<UnitOfWork.Append> appends = new ArrayList<>();
    private final List<TakenEntry> removals = new ArrayList<>();

    private Unit(long id) {
        this.id = id;
    }

    /** A unit of work with an id nobody used before in this numbering. */
    public static Unit unit(AtomicLong ids) {
        return new Unit(ids.incrementAndGet());
    }

    public Unit append(StorageQueue queue, long... entryIds) {
        for (long entryId : entryIds) {
            append(queue, entry(entryId, BODY_SIZE));
        }
        return this;
    }

    public Unit append(StorageQueue queue, Entry entry) {
        appends.add(new UnitOfWork.Append(queue, entry));
        return this;
    }

    public Unit remove(TakenEntry... taken) {
        return remove(List.of(taken));
    }

    public Unit remove(List<TakenEntry> taken) {
        removals.addAll(taken);
        return this;
    }

    public UnitOfWork work() {
        return new UnitOfWork(id, List.copyOf(appends), List.copyOf(removals));
    }

    public static Entry entry(long id, int size) {
        return entry(id, 1, size, 0);
    }

    public static Entry entry(long id, int messages, int size, long expiresAtMs) {
        ByteBuf body = PooledByteBufAllocator.DEFAULT.buffer(size);
        body.writeBytes(bodyOf(id, size));
        return new Entry(id, messages, 5, expiresAtMs, body);
    }

    /** What the body of the entry with this id must be, given how long it is. */
    public static byte[] bodyOf(long id, ByteBuf body) {
        return bodyOf(id, body.readableBytes());
    }

    private static byte[] bodyOf(long id, int size) {
        byte[] bytes = new byte[size];
        new SplittableRandom(id).nextBytes(bytes);
        return bytes;
    }
}
