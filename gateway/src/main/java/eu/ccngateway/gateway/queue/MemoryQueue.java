package eu.ccngateway.gateway.queue;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What one queue in memory holds. Guarded by the lock of its {@link MemoryQueues}. */
final class MemoryQueue {

    /** Where an entry stands: higher priorities first, then as they came. It keeps its place when it comes back. */
    private record Place(int priority, long sequence) implements Comparable<Place> {
        private static final Comparator<Place> ORDER =
                Comparator.comparingInt(Place::priority).reversed().thenComparingLong(Place::sequence);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    record Stored(Place place, Entry kept, byte[] body, boolean redelivered) {

        boolean isExpired(long nowMs) {
            return kept.expiresAtMs() != 0 && kept.expiresAtMs() <= nowMs;
        }

        /** The entry with a body of its own, for somebody who will release it. */
        Entry entry() {
            return new Entry(
                    kept.id(), kept.messages(), kept.priority(), kept.expiresAtMs(), Unpooled.wrappedBuffer(body));
        }

        Entry withoutExpiry() {
            return new Entry(kept.id(), kept.messages(), kept.priority(), 0, Unpooled.wrappedBuffer(body));
        }
    }

    final StorageQueue name;
    final TreeMap<Place, Stored> waiting = new TreeMap<>();
    final List<MemorySubscription> subscriptions = new ArrayList<>();
    private final Set<Stored> taken = new HashSet<>();
    private long nextSequence;
    private int nextSubscription;

    MemoryQueue(StorageQueue name) {
        this.name = name;
    }

    void append(Entry entry) {
        Place place = new Place(entry.priority(), nextSequence++);
        byte[] body = ByteBufUtil.getBytes(entry.body());
        Entry kept =
                new Entry(entry.id(), entry.messages(), entry.priority(), entry.expiresAtMs(), Unpooled.EMPTY_BUFFER);
        waiting.put(place, new Stored(place, kept, body, false));
    }

    void remove(Stored stored) {
        taken.remove(stored);
    }

    void putBack(Stored stored) {
        if (taken.remove(stored)) {
            waiting.put(stored.place(), new Stored(stored.place(), stored.kept(), stored.body(), true));
        }
    }

    Optional<Stored> take(long entryId) {
        Optional<Stored> found = waiting.values().stream()
                .filter(stored -> stored.kept().id() == entryId)
                .findFirst();
        found.ifPresent(stored -> {
            waiting.remove(stored.place());
            taken.add(stored);
        });
        return found;
    }

    List<Stored> removeExpired(long nowMs) {
        List<Stored> expired = waiting.values().stream()
                .filter(stored -> stored.isExpired(nowMs))
                .toList();
        expired.forEach(stored -> waiting.remove(stored.place()));
        return expired;
    }

    /** The cheap form for the moment before something is handed out. */
    List<Stored> removeExpiredHead(long nowMs) {
        List<Stored> expired = new ArrayList<>();
        while (!waiting.isEmpty() && waiting.firstEntry().getValue().isExpired(nowMs)) {
            expired.add(waiting.pollFirstEntry().getValue());
        }
        return expired;
    }

    long messages() {
        long sum = 0;
        for (Stored stored : waiting.values()) {
            sum += stored.kept().messages();
        }
        for (Stored stored : taken) {
            sum += stored.kept().messages();
        }
        return sum;
    }

    /** The next entry for the next subscription that has credit, if there are both. */
    Optional<Runnable> nextHandOut(MemoryQueues queues) {
        for (int tried = 0; tried < subscriptions.size() && !waiting.isEmpty(); tried++) {
            MemorySubscription subscription =
                    subscriptions.get(Math.floorMod(nextSubscription++, subscriptions.size()));
            if (subscription.spendCredit()) {
                Stored stored = waiting.pollFirstEntry().getValue();
                taken.add(stored);
                MemoryTaken handed = new MemoryTaken(queues, this, stored, subscription);
                subscription.held.add(handed);
                return Optional.of(() -> subscription.sink.take(handed));
            }
        }
        return Optional.empty();
    }

    /** The queue as a process finds it that starts now: everything is waiting, and might have been in somebody's hands. */
    MemoryQueue asFoundAgain() {
        MemoryQueue found = new MemoryQueue(name);
        waiting.forEach(
                (place, stored) -> found.waiting.put(place, new Stored(place, stored.kept(), stored.body(), true)));
        taken.forEach(stored ->
                found.waiting.put(stored.place(), new Stored(stored.place(), stored.kept(), stored.body(), true)));
        found.nextSequence = nextSequence;
        return found;
    }
}
