package eu.ccngateway.gateway.delivery;

import eu.ccngateway.gateway.exchange.Committer;
import eu.ccngateway.gateway.exchange.Ending;
import eu.ccngateway.gateway.store.End;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import eu.ccngateway.protocol.wire.DeliveryRange;
import eu.ccngateway.protocol.wire.Frame;
import eu.ccngateway.protocol.wire.Outcome;
import eu.ccngateway.protocol.wire.Refused;
import eu.ccngateway.protocol.wire.Settle;
import eu.ccngateway.protocol.wire.Settled;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * What becomes of messages in a node's hands: taken for good, rolled back, or released. One request is settled whole or
 * not at all. Confined to the delivery thread.
 */
final class Settlement {

    private final Committer committer;
    private final Executor thread;
    private final int backoutsMax;
    private final Consumer<QueueWindow> pump;

    /** What nodes wait for, oldest first. */
    private final Set<Open> open = new LinkedHashSet<>();

    /** A request whose end is on its way to the disk. */
    private static final class Open {
        private final Receiver receiver;
        private final long request;
        private final long sinceNanos = System.nanoTime();

        Open(Receiver receiver, long request) {
            this.receiver = receiver;
            this.request = request;
        }
    }

    Settlement(Committer committer, Executor thread, int backoutsMax, Consumer<QueueWindow> pump) {
        this.committer = committer;
        this.thread = thread;
        this.backoutsMax = backoutsMax;
        this.pump = pump;
    }

    void settle(Receiver receiver, Settle settle) {
        if (receiver.isClosed()) {
            return;
        }
        try {
            List<Lease> leases = take(receiver, settle);
            switch (settle.getOutcome()) {
                case ACKNOWLEDGE -> acknowledge(receiver, settle.getRequest(), leases);
                case ROLLBACK -> rollBack(receiver, settle.getRequest(), leases);
                default -> {
                    leases.forEach(lease -> lease.message().returned());
                    giveBack(leases);
                    settled(receiver, settle.getRequest());
                }
            }
        } catch (RefusedException e) {
            refuse(receiver, settle.getRequest(), e);
        }
    }

    /** Takes all leases out of the session's hands, or none. */
    private static List<Lease> take(Receiver receiver, Settle settle) {
        if (settle.getOutcome() == Outcome.OUTCOME_UNSPECIFIED || settle.getOutcome() == Outcome.UNRECOGNIZED) {
            throw new RefusedException(
                    RefusalCode.REQUEST_INVALID,
                    "outcome: missing or unknown (expected: ACKNOWLEDGE, ROLLBACK or RELEASE)");
        }
        long wanted = 0;
        List<Long> deliveries = new ArrayList<>();
        List<Lease> leases = new ArrayList<>();
        try {
            for (DeliveryRange range : settle.getRangesList()) {
                if (range.getFirst() < 1 || range.getLast() < range.getFirst()) {
                    throw new RefusedException(
                            RefusalCode.REQUEST_INVALID,
                            "ranges: " + range.getFirst() + "-" + range.getLast()
                                    + " (expected: first <= last, from 1)");
                }
                wanted += range.getLast() - range.getFirst() + 1;
                if (wanted - leases.size() > receiver.leases().size()) {
                    throw unknown(settle);
                }
                take(receiver, range, deliveries, leases);
                if (leases.size() != wanted) {
                    throw unknown(settle);
                }
            }
            if (leases.isEmpty()
                    || leases.stream().anyMatch(lease -> lease.message().isVoid())) {
                throw unknown(settle);
            }
            return leases;
        } catch (RefusedException e) {
            putBack(receiver, deliveries, leases);
            throw e;
        }
    }

    private static void take(Receiver receiver, DeliveryRange range, List<Long> deliveries, List<Lease> leases) {
        Iterator<Map.Entry<Long, Lease>> taken = receiver.leases()
                .subMap(range.getFirst(), true, range.getLast(), true)
                .entrySet()
                .iterator();
        while (taken.hasNext()) {
            Map.Entry<Long, Lease> next = taken.next();
            deliveries.add(next.getKey());
            leases.add(next.getValue());
            taken.remove();
        }
    }

    /** Nothing is settled; but leases of messages that the broker took away under us end. */
    private static void putBack(Receiver receiver, List<Long> deliveries, List<Lease> leases) {
        for (int i = 0; i < leases.size(); i++) {
            Lease lease = leases.get(i);
            if (lease.message().isVoid()) {
                lease.window().giveBack(lease.message());
            } else {
                receiver.leases().put(deliveries.get(i), lease);
            }
        }
    }

    private static RefusedException unknown(Settle settle) {
        return new RefusedException(
                RefusalCode.DELIVERY_UNKNOWN,
                "ranges: "
                        + settle.getRangesList().stream()
                                .limit(5)
                                .map(range -> range.getFirst() + "-" + range.getLast())
                                .toList()
                        + " (expected: deliveries on lease to this session, each settled once)");
    }

    private void acknowledge(Receiver receiver, long request, List<Lease> leases) {
        String by = receiver.recipient().node().toString();
        List<Ending> endings = leases.stream()
                .map(lease -> Ending.delivered(
                        lease.message().parcel(), lease.message().index(), by))
                .toList();
        end(receiver, request, leases, endings);
    }

    /** Lets messages leave; if that fails they go back to their places. */
    private void end(Receiver receiver, long request, List<Lease> leases, List<Ending> endings) {
        leases.forEach(lease -> lease.message().parcel().retain());
        Open asked = new Open(receiver, request);
        open.add(asked);
        committer.end(endings).whenComplete((nothing, failure) -> {
            leases.forEach(lease -> lease.message().parcel().release());
            thread.execute(() -> {
                boolean isAnswered = !open.remove(asked);
                if (failure == null) {
                    leases.forEach(lease -> lease.window().left(lease.message()));
                    if (!isAnswered) {
                        settled(receiver, request);
                    }
                } else {
                    leases.forEach(lease -> lease.message().returned());
                    if (!isAnswered) {
                        refuse(receiver, request, refusal(failure));
                    }
                    giveBack(leases);
                }
            });
        });
    }

    /** Tells those whom the storage has kept waiting since before a moment. Their messages stay where they are until it answers. */
    void answerOverdue(long sinceNanos) {
        for (Iterator<Open> all = open.iterator(); all.hasNext(); ) {
            Open asked = all.next();
            if (asked.sinceNanos - sinceNanos >= 0) {
                return;
            }
            all.remove();
            refuse(
                    asked.receiver,
                    asked.request,
                    new RefusedException(
                            RefusalCode.OUTCOME_UNKNOWN,
                            "the store has not answered in time; messages that were not settled come again"));
        }
    }

    private static RefusedException refusal(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return cause instanceof RefusedException refused
                ? refused
                : new RefusedException(RefusalCode.INTERNAL, "internal fault; the gateway's log says more");
    }

    private void rollBack(Receiver receiver, long request, List<Lease> leases) {
        List<Lease> back = new ArrayList<>();
        List<Lease> dead = new ArrayList<>();
        for (Lease lease : leases) {
            if (lease.isBrowsed()) {
                back.add(lease);
                continue;
            }
            lease.message().backedOut();
            (lease.message().backouts() > backoutsMax ? dead : back).add(lease);
        }
        giveBack(back);
        if (dead.isEmpty()) {
            settled(receiver, request);
            return;
        }
        List<Ending> endings = dead.stream()
                .map(lease -> new Ending(
                        lease.message().parcel(),
                        lease.message().index(),
                        End.DEAD_LETTERED,
                        receiver.recipient().node().toString(),
                        RefusalCode.BACKED_OUT.number(),
                        "rolled back " + lease.message().backouts() + " times (limit " + backoutsMax + ")"))
                .toList();
        end(receiver, request, dead, endings);
    }

    private void giveBack(List<Lease> leases) {
        Set<QueueWindow> touched = new HashSet<>();
        for (Lease lease : leases) {
            lease.window().giveBack(lease.message());
            touched.add(lease.window());
        }
        touched.forEach(pump);
    }

    /** Leases that nobody settled in time. */
    void endLeases(Collection<Receiver> receivers, long nowMs) {
        for (Receiver receiver : receivers) {
            if (!receiver.hasTimedLeases()) {
                continue;
            }
            List<Map.Entry<Long, Lease>> over = receiver.leases().entrySet().stream()
                    .filter(lease ->
                            lease.getValue().endsAtMs() != 0 && lease.getValue().endsAtMs() <= nowMs)
                    .map(lease -> Map.entry(lease.getKey(), lease.getValue()))
                    .toList();
            over.forEach(lease -> {
                receiver.leases().remove(lease.getKey());
                lease.getValue().message().returned();
            });
            giveBack(over.stream().map(Map.Entry::getValue).toList());
        }
    }

    private static void settled(Receiver receiver, long request) {
        if (!receiver.isClosed()) {
            receiver.send(Frame.newBuilder().setSettled(Settled.newBuilder().setRequest(request)));
        }
    }

    static void refuse(Receiver receiver, long request, RefusedException refusal) {
        if (!receiver.isClosed()) {
            receiver.send(Frame.newBuilder()
                    .setRefused(Refused.newBuilder()
                            .setRequest(request)
                            .setCode(refusal.code().number())
                            .setReason(refusal.reason())));
        }
    }
}
