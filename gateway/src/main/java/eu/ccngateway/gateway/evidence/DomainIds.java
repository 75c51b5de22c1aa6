package eu.ccngateway.gateway.evidence;

import eu.ccngateway.gateway.evidence.DuplicateWindow.Claim;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The accepted ids of one sender's domain, oldest first, and the claims not yet decided. Guarded by its own lock. */
final class DomainIds {

    /** A claim not yet decided, and who waits for it. */
    private static final class Pending {
        final LeafBits leaf;
        final List<Runnable> waiters = new ArrayList<>(0);

        Pending(LeafBits leaf) {
            this.leaf = leaf;
        }
    }

    /** What an acceptance did: the number of ids remembered changed by so many, and these want to know. */
    record Change(int grown, List<Runnable> waiters) {}

    private static final Claim FRESH = new Claim.Fresh();
    private static final Claim IN_FLIGHT = new Claim.InFlight();
    private static final Claim CONFLICT = new Claim.Conflict();

    private final String name;
    private final IdTable accepted;
    private final Map<IdBits, Pending> pending = new HashMap<>();
    private volatile int size;
    private volatile long reachMs = Long.MIN_VALUE;

    DomainIds(String name, long seed) {
        this.name = name;
        this.accepted = new IdTable(seed);
    }

    String name() {
        return name;
    }

    int size() {
        return size;
    }

    long reachMs() {
        return reachMs;
    }

    synchronized Claim claim(IdBits id, LeafBits leaf) {
        long at = accepted.find(id);
        if (at >= 0) {
            return accepted.leaf(at).equals(leaf)
                    ? new Claim.Accepted(
                            accepted.accepted(at).acceptance(),
                            accepted.accepted(at).atMs())
                    : CONFLICT;
        }
        Pending other = pending.putIfAbsent(id, new Pending(leaf));
        return other == null ? FRESH : other.leaf.equals(leaf) ? IN_FLIGHT : CONFLICT;
    }

    /** False if nothing is undecided, so that nobody will call. */
    synchronized boolean awaitDecision(IdBits id, Runnable then) {
        Pending claim = pending.get(id);
        return claim != null && claim.waiters.add(then);
    }

    synchronized Change accept(IdBits id, LeafBits leaf, AcceptedAt at, long expiredBeforeMs) {
        List<Runnable> waiters = withdraw(id);
        int expired = dropExpired(expiredBeforeMs);
        if (accepted.find(id) >= 0) {
            return new Change(-expired, waiters);
        }
        accepted.add(id, leaf, at);
        size = accepted.size();
        return new Change(1 - expired, waiters);
    }

    synchronized List<Runnable> withdraw(IdBits id) {
        Pending claim = pending.remove(id);
        return claim == null ? List.of() : claim.waiters;
    }

    /** @return how many were dropped */
    synchronized int dropExpired(long expiredBeforeMs) {
        int dropped = 0;
        while (accepted.size() > 0 && accepted.accepted(accepted.oldest()).atMs() < expiredBeforeMs) {
            dropOne();
            dropped++;
        }
        return dropped;
    }

    /** @return how many were dropped */
    synchronized int dropOldest(int count) {
        int dropped = 0;
        while (accepted.size() > 0 && dropped < count) {
            dropOne();
            dropped++;
        }
        return dropped;
    }

    private void dropOne() {
        reachMs = Math.max(reachMs, accepted.accepted(accepted.oldest()).createdMs() + 1);
        accepted.dropOldest();
        size = accepted.size();
    }
}
