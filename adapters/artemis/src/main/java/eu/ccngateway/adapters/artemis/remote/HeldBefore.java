package eu.ccngateway.adapters.artemis.remote;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which entries were in somebody's hands and came back. The broker does not tell: it counts as delivered what the client
 * merely fetched, and forgets the count when a consumer closes or it crashes itself.
 */
final class HeldBefore {

    /** More are not remembered; the oldest then count as never held. */
    private static final int MAX = 100_000;

    private final Set<Long> ids = new LinkedHashSet<>();
    private long oldestOwn = Long.MAX_VALUE;

    /** Notes an entry that begins its life with us; what is older may have been in hands we know nothing of. */
    synchronized void born(long id) {
        oldestOwn = Math.min(oldestOwn, id);
    }

    synchronized void cameBack(long id) {
        ids.add(id);
        if (ids.size() > MAX) {
            ids.remove(ids.iterator().next());
        }
    }

    synchronized void removed(long id) {
        ids.remove(id);
    }

    synchronized boolean contains(long id) {
        return id < oldestOwn || ids.contains(id);
    }
}
