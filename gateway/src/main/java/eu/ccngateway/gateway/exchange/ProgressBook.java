package eu.ccngateway.gateway.exchange;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import eu.ccngateway.gateway.parcel.Parcel;
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
 * again. Every change is an entry of its own in the unit of work that made it, and the newest version counts. Entries come
 * back out of their queue, before or after the unit is known to be durable; the next change of the parcel removes them,
 * and what comes too late for that leaves with the next unit of work.
 *
 * <p>Confined to the committer's thread, but for {@link #gone} and {@link #durable}.
 */
final class ProgressBook {

    /** A version that is durable, or on its way. */
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

    private final Map<Long, Page> pages = new HashMap<>();
    private final Map<Long, Page> onTheirWay = new HashMap<>();
    private final Map<Long, BitSet> gone = new ConcurrentHashMap<>();
    private List<TakenEntry> obsolete = new ArrayList<>();
    private boolean isLoading = true;

    /** The messages of a parcel that are gone, as a unit of work says that is durable. Any thread. */
    Optional<BitSet> gone(long parcel) {
        return Optional.ofNullable(gone.get(parcel)).map(known -> (BitSet) known.clone());
    }

    /**
     * What is still to be done of these requests. A message may be asked to leave twice, when the broker went away and it
     * was handed out again before its first end was known: it ends once.
     */
    List<Group.EndRequest> withoutGone(List<Group.EndRequest> requests) {
        Map<Long, BitSet> leaving = new HashMap<>();
        List<Group.EndRequest> open = new ArrayList<>(requests.size());
        for (Group.EndRequest request : requests) {
            List<Ending> endings = new ArrayList<>(request.endings().size());
            for (Ending ending : request.endings()) {
                BitSet taken = leaving.computeIfAbsent(ending.parcel().id(), id -> goneOf(ending.parcel()));
                if (!taken.get(ending.index())) {
                    taken.set(ending.index());
                    endings.add(ending);
                }
            }
            if (endings.isEmpty()) {
                request.done().complete(null);
            } else {
                open.add(new Group.EndRequest(endings, request.done()));
            }
        }
        return open;
    }

    /** All that is known to be gone of a parcel. */
    BitSet goneOf(Parcel parcel) {
        BitSet all = (BitSet) parcel.gone().clone();
        gone(parcel.id()).ifPresent(all::or);
        return all;
    }

    /** A change is durable: whoever takes the parcel from now on is told. Any thread. */
    void durable(Group.ParcelChange change) {
        if (change.isFinished()) {
            gone.remove(change.parcel().id());
        } else {
            gone.put(change.parcel().id(), (BitSet) change.gone().clone());
        }
    }

    /** An entry of the book came out of its queue. */
    void take(TakenEntry taken) {
        Progress progress = parse(taken.entry());
        taken.entry().body().release();
        long parcel = progress.getParcel();
        Page coming = onTheirWay.get(parcel);
        Page page = pages.get(parcel);
        if (coming != null && coming.version == progress.getVersion()) {
            coming.entries.add(taken);
        } else if (page != null && page.version == progress.getVersion()) {
            page.entries.add(taken);
        } else if (page == null && !isLoading || page != null && page.version > progress.getVersion()) {
            obsolete.add(taken);
        } else {
            open(parcel, progress).entries.add(taken);
        }
    }

    /** A version that an earlier process wrote, or of which nobody could tell us whether it was kept. */
    private Page open(long parcel, Progress progress) {
        BitSet left = BitSet.valueOf(progress.getGone().toByteArray());
        Page newer = new Page(progress.getVersion(), left, progress.getQueue());
        Page older = pages.put(parcel, newer);
        if (older != null) {
            obsolete.addAll(older.entries);
        }
        gone.put(parcel, left);
        return newer;
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

    /**
     * A queue holds nothing: what is written about its parcels was left by a process that ended between their end and the
     * next unit of work.
     */
    void forget(String queue) {
        for (Map.Entry<Long, Page> each : List.copyOf(pages.entrySet())) {
            if (each.getValue().queue.equals(queue)) {
                finished(each.getKey());
                gone.remove(each.getKey());
            }
        }
    }

    /** The broker went away: the entries will come again. */
    void lost() {
        obsolete.clear();
        pages.values().forEach(page -> page.entries.clear());
        onTheirWay.values().forEach(page -> page.entries.clear());
    }

    /** The entry that says which messages are gone now. */
    UnitOfWork.Append write(long id, Group.ParcelChange change) {
        String queue = change.parcel().head().getQueue();
        BitSet left = (BitSet) change.gone().clone();
        onTheirWay.put(change.parcel().id(), new Page(change.version(), left, queue));
        byte[] bytes = Progress.newBuilder()
                .setParcel(change.parcel().id())
                .setVersion(change.version())
                .setGone(ByteString.copyFrom(left.toByteArray()))
                .setQueue(queue)
                .build()
                .toByteArray();
        return new UnitOfWork.Append(StorageQueue.PROGRESS, new Entry(id, 1, 5, 0, Unpooled.wrappedBuffer(bytes)));
    }

    /** The entries of a parcel's newest version, as far as they came; for the unit of work that goes beyond it. */
    List<TakenEntry> collect(long parcel) {
        Page page = pages.get(parcel);
        if (page == null) {
            return List.of();
        }
        List<TakenEntry> collected = List.copyOf(page.entries);
        page.entries.clear();
        return collected;
    }

    /** The newest version known for a parcel. */
    long version(long parcel) {
        Page page = pages.get(parcel);
        return page == null ? 0 : page.version;
    }

    /** A version became durable. */
    void recorded(Group.ParcelChange change) {
        long parcel = change.parcel().id();
        Page page = onTheirWay.remove(parcel);
        if (page != null) {
            Page old = pages.put(parcel, page);
            if (old != null) {
                obsolete.addAll(old.entries);
            }
        }
    }

    /** A version was not kept, or nobody knows. What its unit was to remove comes out of its queue again. */
    void notRecorded(Group.ParcelChange change) {
        onTheirWay.remove(change.parcel().id());
    }

    /** The last message of a parcel is gone. */
    void finished(long parcel) {
        Page page = pages.remove(parcel);
        if (page != null) {
            obsolete.addAll(page.entries);
        }
    }

    /** Whether something waits to be removed. */
    boolean hasObsolete() {
        return !obsolete.isEmpty();
    }

    /** What the next unit of work should remove. If it fails, they come out of their queue again. */
    List<TakenEntry> collectObsolete() {
        List<TakenEntry> collected = obsolete;
        obsolete = new ArrayList<>();
        return collected;
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
