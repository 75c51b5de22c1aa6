package eu.ccngateway.gateway.exchange;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import eu.ccngateway.gateway.queue.Entry;
import eu.ccngateway.gateway.queue.StorageQueue;
import eu.ccngateway.gateway.queue.TakenEntry;
import eu.ccngateway.gateway.queue.UnitOfWork;
import eu.ccngateway.gateway.store.Progress;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which messages of partly acknowledged parcels are gone, so that they stay gone when the rest of the parcel is taken
 * again. Every change is an entry of its own in the unit of work that made it; the newest version counts, and older ones
 * are removed with the next unit of work that comes along.
 *
 * <p>Confined to the committer's thread, but for {@link #gone}.
 */
final class ProgressBook {

    private static final class Page {
        private final long version;
        private final BitSet gone;
        private final String queue;
        private final List<TakenEntry> entries = new ArrayList<>();

        private Page(long version, BitSet gone, String queue) {
            this.version = version;
            this.gone = gone;
            this.queue = queue;
        }
    }

    private final Map<Long, Page> pages = new ConcurrentHashMap<>();
    private List<TakenEntry> obsolete = new ArrayList<>();
    private boolean isLoading = true;

    /** The messages of a parcel that are gone, as a unit of work says that is durable. */
    Optional<BitSet> gone(long parcel) {
        return Optional.ofNullable(pages.get(parcel)).map(page -> (BitSet) page.gone.clone());
    }

    /** An entry of the book came out of its queue. */
    void take(TakenEntry taken) {
        Progress progress = parse(taken.entry());
        taken.entry().body().release();
        Page page = pages.get(progress.getParcel());
        if (page == null && !isLoading || page != null && page.version > progress.getVersion()) {
            obsolete.add(taken);
            return;
        }
        if (page == null || page.version < progress.getVersion()) {
            Page newer = new Page(
                    progress.getVersion(), BitSet.valueOf(progress.getGone().toByteArray()), progress.getQueue());
            if (page != null) {
                obsolete.addAll(page.entries);
            }
            pages.put(progress.getParcel(), newer);
            page = newer;
        }
        page.entries.add(taken);
    }

    /** How many messages of each queue are gone while their parcels are still there. */
    Map<String, Long> goneByQueue() {
        Map<String, Long> counts = new HashMap<>();
        pages.values().forEach(page -> counts.merge(page.queue, (long) page.gone.cardinality(), Long::sum));
        return counts;
    }

    /** What was there at start is known; what comes from now on was written by this process. */
    void loaded() {
        isLoading = false;
    }

    /** The broker went away: the entries will come again. */
    void lost() {
        obsolete.clear();
        pages.values().forEach(page -> page.entries.clear());
    }

    /** The entry that says which messages are gone now. */
    UnitOfWork.Append write(long id, Group.ParcelChange change) {
        byte[] bytes = Progress.newBuilder()
                .setParcel(change.parcel().id())
                .setVersion(change.version())
                .setGone(ByteString.copyFrom(change.gone().toByteArray()))
                .setQueue(change.parcel().head().getQueue())
                .build()
                .toByteArray();
        return new UnitOfWork.Append(StorageQueue.PROGRESS, new Entry(id, 1, 5, 0, Unpooled.wrappedBuffer(bytes)));
    }

    /** The newest version known for a parcel. */
    long version(long parcel) {
        Page page = pages.get(parcel);
        return page == null ? 0 : page.version;
    }

    /** A version became durable. */
    void recorded(Group.ParcelChange change) {
        String queue = change.parcel().head().getQueue();
        Page old = pages.put(
                change.parcel().id(),
                new Page(change.version(), (BitSet) change.gone().clone(), queue));
        if (old != null) {
            obsolete.addAll(old.entries);
        }
    }

    /** The last message of a parcel is gone. */
    void finished(long parcel) {
        Page page = pages.remove(parcel);
        if (page != null) {
            obsolete.addAll(page.entries);
        }
    }

    /** What the next unit of work should remove. */
    List<TakenEntry> collectObsolete() {
        List<TakenEntry> collected = obsolete;
        obsolete = new ArrayList<>();
        return collected;
    }

    /** The unit of work that was to remove them failed. */
    void stillObsolete(List<TakenEntry> entries) {
        obsolete.addAll(entries);
    }

    private static Progress parse(Entry entry) {
        try {
            return Progress.parseFrom(entry.body().nioBuffer());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(
                    "entry " + entry.id() + " of " + StorageQueue.PROGRESS.name()
                            + " is no progress (expected: one written by this gateway)",
                    e);
        }
    }
}
