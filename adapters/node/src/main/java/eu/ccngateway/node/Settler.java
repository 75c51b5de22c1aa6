package eu.ccngateway.node;

import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.wire.DeliveryRange;
import eu.ccngateway.protocol.wire.Frame;
import eu.ccngateway.protocol.wire.Outcome;
import eu.ccngateway.protocol.wire.Settle;
import eu.ccngateway.protocol.wire.WireFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles what the program has settled: what gathered while the last request was on its way goes in the next one, in
 * ranges. Event loop only, but for {@link #add}.
 */
final class Settler implements Party {

    private static final List<Outcome> OUTCOMES = List.of(Outcome.ACKNOWLEDGE, Outcome.ROLLBACK, Outcome.RELEASE);
    private static final Logger LOG = LoggerFactory.getLogger(Settler.class);
    private static final long AGAIN_AFTER_MS = 200;

    private final Leases leases;
    private final Roles roles;
    private final Object lock = new Object();
    private final List<Lease> gathered = new ArrayList<>();
    private boolean isFlushDue;
    private @Nullable Session session;
    private int inFlight;
    private CompletableFuture<Void> whenIdle = new CompletableFuture<>();

    Settler(Leases leases, Roles roles) {
        this.leases = leases;
        this.roles = roles;
    }

    /** A lease whose outcome is decided. Any thread. */
    void add(Lease lease) {
        synchronized (lock) {
            gathered.add(lease);
            if (isFlushDue) {
                return;
            }
            isFlushDue = true;
        }
        roles.toLoopIfOpen(this::flush);
    }

    @Override
    public void up(Session welcomed) {
        session = welcomed;
        inFlight = 0;
        leases.up(welcomed.epoch());
        flush();
    }

    @Override
    public void down(Session lost) {
        session = null;
        inFlight = 0;
        leases.down();
        whenIdle.complete(null);
    }

    /** Whether something is to be settled or being settled. */
    boolean isWaiting() {
        synchronized (lock) {
            return inFlight > 0 || !gathered.isEmpty();
        }
    }

    /** Waits until everything is settled, or too long. Any thread but the event loop. */
    void awaitEnd(Duration timeout) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        roles.toLoop(() -> {
            if (session == null || !isWaiting()) {
                end.complete(null);
            }
            whenIdle = end;
        });
        try {
            end.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("Some messages are not settled after {}", timeout);
        }
    }

    private void flush() {
        Session current = session;
        List<Lease> all;
        synchronized (lock) {
            isFlushDue = false;
            if (inFlight == 0 && gathered.isEmpty()) {
                whenIdle.complete(null);
            }
            if (inFlight > 0 || gathered.isEmpty()) {
                return;
            }
            all = new ArrayList<>(gathered);
            gathered.clear();
        }
        if (current == null) {
            return;
        }
        // What an earlier session left to be settled is remembered by the leases.
        all.removeIf(lease -> lease.session != current.epoch());
        for (Outcome outcome : OUTCOMES) {
            List<Lease> some =
                    all.stream().filter(lease -> lease.outcome == outcome).toList();
            if (!some.isEmpty()) {
                send(current, outcome, some);
            }
        }
        makeRoom(all);
    }

    /** Settles all of a transaction, or nothing of it. */
    CompletableFuture<Void> settleTogether(List<Lease> all, Outcome outcome) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        roles.toLoop(() -> {
            Session current = session;
            if (current == null || !leases.settleTogether(all, outcome, done)) {
                if (outcome != Outcome.ACKNOWLEDGE) {
                    done.complete(null);
                }
                done.completeExceptionally(new Disconnected(
                        "the connection was lost during the transaction: its messages are back in their queues",
                        false));
                return;
            }
            Settle.Builder settle = Settle.newBuilder().setOutcome(outcome).addAllRanges(ranges(all));
            current.request(new Commit(all), request -> Frame.newBuilder().setSettle(settle.setRequest(request)));
        });
        return done;
    }

    private final class Commit implements Replies {

        private final List<Lease> settled;

        Commit(List<Lease> settled) {
            this.settled = settled;
        }

        @Override
        public boolean answered(Session from, WireFrame frame) {
            leases.settled(settled);
            return true;
        }

        @Override
        public void refused(RefusedByGateway refusal) {
            leases.refused(settled, refusal);
        }
    }

    private static void makeRoom(List<Lease> all) {
        Map<Taker, Integer> left = new IdentityHashMap<>();
        all.forEach(lease -> left.merge(lease.taker, 1, Integer::sum));
        left.forEach(Taker::left);
    }

    private void send(Session to, Outcome outcome, List<Lease> some) {
        inFlight++;
        Settle.Builder settle = Settle.newBuilder().setOutcome(outcome).addAllRanges(ranges(some));
        to.request(
                new Confirmation(to, outcome, some),
                request -> Frame.newBuilder().setSettle(settle.setRequest(request)));
    }

    static List<DeliveryRange> ranges(List<Lease> leases) {
        long[] deliveries = leases.stream().mapToLong(lease -> lease.delivery).toArray();
        Arrays.sort(deliveries);
        List<DeliveryRange> ranges = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= deliveries.length; i++) {
            if (i == deliveries.length || deliveries[i] != deliveries[i - 1] + 1) {
                ranges.add(DeliveryRange.newBuilder()
                        .setFirst(deliveries[from])
                        .setLast(deliveries[i - 1])
                        .build());
                from = i;
            }
        }
        return ranges;
    }

    private final class Confirmation implements Replies {

        private final Session of;
        private final Outcome outcome;
        private final List<Lease> settled;

        Confirmation(Session of, Outcome outcome, List<Lease> settled) {
            this.of = of;
            this.outcome = outcome;
            this.settled = settled;
        }

        @Override
        public boolean answered(Session from, WireFrame frame) {
            leases.settled(settled);
            inFlight--;
            flush();
            return true;
        }

        @Override
        public void refused(RefusedByGateway refusal) {
            inFlight--;
            if (refusal.is(RefusalCode.DELIVERY_UNKNOWN) && settled.size() > 1) {
                // One of them ended its lease before: the others must not suffer from having been gathered with it.
                int half = settled.size() / 2;
                send(of, outcome, settled.subList(0, half));
                send(of, outcome, settled.subList(half, settled.size()));
            } else if (refusal.mayPass()) {
                inFlight++;
                roles.loop().schedule(this::again, AGAIN_AFTER_MS, TimeUnit.MILLISECONDS);
            } else {
                leases.refused(settled, refusal);
                flush();
            }
        }

        private void again() {
            if (session == of) {
                inFlight--;
                send(of, outcome, settled);
            }
        }
    }
}
