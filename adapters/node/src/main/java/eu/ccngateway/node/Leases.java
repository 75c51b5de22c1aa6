package eu.ccngateway.node;

import eu.ccngateway.node.Lease.Key;
import eu.ccngateway.node.Lease.State;
import eu.ccngateway.node.Lease.Use;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.wire.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All leases of the node. What a lost session left with the program, or left in doubt, is remembered by sender and id until
 * it comes again or the memory is full. On a living session a message comes again only when the gateway lost its store for
 * a while, and is marked as redelivered; everything else is delivered once, so nothing is looked up.
 */
final class Leases {

    /** Not a map of primitives: numbers that follow each other make its removals walk over all of them. */
    private final Map<Long, Lease> live = new HashMap<>();

    private final Map<Key, Lease> remembered;
    private final Roles roles;
    private final Counts counts;
    private final Optional<Journal> journal;
    private Consumer<Lease> settling = lease -> {};
    private long session;

    Leases(int rememberedMax, Roles roles, Counts counts, Optional<Journal> journal) {
        this.journal = journal;
        this.roles = roles;
        this.counts = counts;
        remembered = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Lease> eldest) {
                return size() > rememberedMax;
            }
        };
    }

    /** Who is told of each lease that is to be settled at the gateway. */
    void onSettling(Consumer<Lease> told) {
        settling = told;
    }

    synchronized void up(long newSession) {
        session = newSession;
    }

    /**
     * A message has arrived.
     *
     * @param isRedelivered as the gateway says
     * @return whether it is to be handed over; if not, the program has it, or had it, or its session is gone
     */
    synchronized boolean arrived(Lease fresh, boolean isRedelivered) {
        if (fresh.session != session) {
            return false;
        }
        if (isRedelivered && isHere(fresh)) {
            return false;
        }
        Lease known = remembered.isEmpty() ? null : remembered.get(fresh.key);
        if (known == null || known.state == State.HANDED && fresh.use != Use.GET) {
            live.put(fresh.delivery, fresh);
            return true;
        }
        remembered.remove(fresh.key);
        counts.suppressed.increment();
        if (known.state == State.HANDED) {
            known.session = fresh.session;
            known.delivery = fresh.delivery;
            known.taker = fresh.taker;
            live.put(fresh.delivery, known);
        } else {
            live.put(fresh.delivery, fresh);
            start(fresh, Outcome.ACKNOWLEDGE);
        }
        return false;
    }

    /** Whether the message came over this session before and did not go back: then its first number is worth nothing. */
    private boolean isHere(Lease fresh) {
        for (Lease known : live.values()) {
            boolean goesBack = known.state == State.SETTLING && known.outcome != Outcome.ACKNOWLEDGE;
            if (fresh.use == Use.GET && known.use == Use.GET && !goesBack && known.key.equals(fresh.key)) {
                takeOver(fresh, known);
                return true;
            }
        }
        return false;
    }

    private void takeOver(Lease fresh, Lease known) {
        counts.suppressed.increment();
        if (known.state == State.SETTLING) {
            fresh.settled = known.settled;
            known.isTakenOver = true;
            live.put(fresh.delivery, fresh);
            start(fresh, Outcome.ACKNOWLEDGE);
        } else {
            live.remove(known.delivery);
            known.delivery = fresh.delivery;
            known.taker = fresh.taker;
            live.put(known.delivery, known);
            // It was paid for twice, and leaves once.
            roles.toLoopIfOpen(() -> fresh.taker.left(1));
        }
    }

    /** A message has arrived that the program must not get: it goes back. */
    synchronized void refuse(Lease lease, Outcome outcome) {
        if (lease.session == session) {
            live.put(lease.delivery, lease);
            start(lease, outcome);
        }
    }

    synchronized boolean handOver(Lease lease) {
        if (lease.state != State.ARRIVED) {
            return false;
        }
        lease.state = State.HANDED;
        counts.received.increment();
        return true;
    }

    /** Marks leases as settled by a commit that is sent as a whole; false if one of them is gone. */
    synchronized boolean settleTogether(List<Lease> all, Outcome outcome, CompletableFuture<Void> settled) {
        for (Lease lease : all) {
            if (lease.state != State.HANDED || lease.session != session) {
                return false;
            }
        }
        for (Lease lease : all) {
            lease.state = State.SETTLING;
            lease.outcome = outcome;
            lease.settled = settled;
        }
        return true;
    }

    synchronized CompletableFuture<Void> settle(Lease lease, Outcome outcome) {
        switch (lease.state) {
            case ARRIVED, HANDED -> {
                return settleNow(lease, outcome);
            }
            case SETTLING, DONE -> {
                CompletableFuture<Void> known = lease.settled;
                if (lease.outcome != outcome || known == null) {
                    throw new IllegalStateException("message " + lease.key.id() + ": settled already, by "
                            + lease.outcome + " (expected: to be settled once)");
                }
                return known;
            }
            default -> {
                return CompletableFuture.failedFuture(new Disconnected(
                        "the connection this message came by is gone: it is back in its queue", false));
            }
        }
    }

    private CompletableFuture<Void> settleNow(Lease lease, Outcome outcome) {
        CompletableFuture<Void> settled = new CompletableFuture<>();
        lease.settled = settled;
        if (lease.session == session) {
            start(lease, outcome);
            return settled;
        }
        lease.outcome = outcome;
        if (outcome == Outcome.ACKNOWLEDGE) {
            lease.state = State.SETTLING;
            settled.completeExceptionally(inDoubt());
        } else {
            // The end of its session has returned it to its queue; it may be handed over again.
            remembered.remove(lease.key);
            lease.state = State.DONE;
            settled.complete(null);
        }
        return settled;
    }

    synchronized void settleUnlessSettled(Lease lease, Outcome outcome) {
        if (lease.state == State.ARRIVED || lease.state == State.HANDED) {
            settleNow(lease, outcome);
        }
    }

    private void start(Lease lease, Outcome outcome) {
        lease.state = State.SETTLING;
        lease.outcome = outcome;
        settling.accept(lease);
    }

    private static Disconnected inDoubt() {
        return new Disconnected(
                "the connection was lost before the gateway confirmed; if the message comes again,"
                        + " it is acknowledged again and not handed over",
                true);
    }

    /** The gateway has settled these. */
    void settled(List<Lease> all) {
        List<CompletableFuture<Void>> waiting = new ArrayList<>(all.size());
        synchronized (this) {
            for (Lease lease : all) {
                end(lease);
                if (lease.settled != null) {
                    waiting.add(lease.settled);
                }
            }
        }
        counts.settled.add(all.size());
        roles.complete(() -> {
            journal.ifPresent(it -> all.stream()
                    .filter(lease -> lease.outcome == Outcome.ACKNOWLEDGE)
                    .forEach(lease -> it.taken(lease.header, lease.payloadBytes)));
            waiting.forEach(future -> future.complete(null));
        });
    }

    /** The gateway refuses to settle these. */
    void refused(List<Lease> all, RefusedByGateway refusal) {
        List<CompletableFuture<Void>> waiting = new ArrayList<>(all.size());
        synchronized (this) {
            for (Lease lease : all) {
                end(lease);
                if (lease.isTakenOver) {
                    continue;
                }
                if (refusal.is(RefusalCode.DELIVERY_UNKNOWN)
                        && lease.use == Use.GET
                        && lease.outcome == Outcome.ACKNOWLEDGE) {
                    // The gateway does not have it in our hands any more; if it comes again, the program has had it.
                    remembered.put(lease.key, lease);
                }
                if (lease.settled != null) {
                    waiting.add(lease.settled);
                }
            }
        }
        roles.complete(() -> waiting.forEach(future -> future.completeExceptionally(refusal)));
    }

    private void end(Lease lease) {
        lease.state = State.DONE;
        if (lease.session == session) {
            live.remove(lease.delivery);
        }
    }

    /** The session is gone. */
    void down() {
        List<CompletableFuture<Void>> doubtful = new ArrayList<>();
        List<CompletableFuture<Void>> returned = new ArrayList<>();
        synchronized (this) {
            session = -1;
            for (Lease lease : live.values()) {
                CompletableFuture<Void> waiting = lose(lease);
                if (waiting != null) {
                    (lease.outcome == Outcome.ACKNOWLEDGE ? doubtful : returned).add(waiting);
                }
            }
            live.clear();
        }
        roles.complete(() -> {
            Disconnected why = inDoubt();
            doubtful.forEach(future -> future.completeExceptionally(why));
            returned.forEach(future -> future.complete(null));
        });
    }

    /** What is with the program stays with it; what it has acknowledged is acknowledged again when it comes again. */
    private @Nullable CompletableFuture<Void> lose(Lease lease) {
        switch (lease.state) {
            case HANDED -> {
                if (lease.use == Use.GET) {
                    remembered.put(lease.key, lease);
                } else {
                    lease.state = State.GONE;
                }
                return null;
            }
            case SETTLING -> {
                if (lease.outcome == Outcome.ACKNOWLEDGE) {
                    remembered.put(lease.key, lease);
                } else {
                    lease.state = State.DONE;
                }
                return lease.settled;
            }
            default -> {
                lease.state = State.GONE;
                return null;
            }
        }
    }
}
