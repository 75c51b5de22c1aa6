package eu.ccngateway.gateway.exchange;

import eu.ccngateway.gateway.observe.ExchangeObserver;
import eu.ccngateway.gateway.store.End;
import eu.ccngateway.protocol.message.QueueAddress;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What follows from a unit of work: claims are settled, room is counted, senders get their answers. Runs on the thread
 * that reports the commit, so that an answer leaves as soon as it is true.
 */
final class Outcomes {

    private final DuplicateGuard duplicates;
    private final QueueRoom room;
    private final ExchangeObserver observer;
    private final MessageTrail trail;
    private final Clock clock;

    Outcomes(DuplicateGuard duplicates, QueueRoom room, ExchangeObserver observer, MessageTrail trail, Clock clock) {
        this.duplicates = duplicates;
        this.room = room;
        this.observer = observer;
        this.trail = trail;
        this.clock = clock;
    }

    void durable(Group group) {
        group.stores().forEach(this::stored);
        left(group.timing().leaving());
        group.ends().forEach(end -> end.done().complete(null));
        group.timing().reports().forEach(observer::reported);
        observer.committed(
                group.timing().messages(),
                group.timing().reportCount(),
                group.timing().sealNanos(),
                System.nanoTime() - group.timing().startedNanos());
    }

    private void stored(Group.StoreRequest store) {
        PutAnswer answer = store.routed().answer();
        observer.verified(store.routed().times().verifiedUs());
        Map<QueueAddress, long[]> counts = new LinkedHashMap<>();
        Map<QueueAddress, int[]> reports = new LinkedHashMap<>();
        for (Group.Placed placed : store.placed()) {
            duplicates.accepted(answer, placed.message().verified(), placed.stored());
            if (placed.coaLine() >= 0) {
                QueueAddress replyTo =
                        placed.message().reportsTo().orElseThrow().address();
                reports.computeIfAbsent(replyTo, queue -> new int[1])[0]++;
            }
            long[] count = counts.computeIfAbsent(placed.message().queue().address(), queue -> new long[2]);
            count[0]++;
            count[1] += placed.payloadLength();
            answer.accept(placed.message().slot(), placed.stored());
        }
        reports.forEach((replyTo, count) -> {
            room.forget(replyTo, count[0]);
            room.add(replyTo, count[0]);
            observer.reportsQueued(replyTo, count[0]);
        });
        counts.forEach(
                (queue, count) -> observer.stored(answer.sender(), queue, (int) count[0], count[1], answer.ageNanos()));
    }

    private void left(List<Group.Leaving> leaving) {
        Map<QueueAddress, int[]> reports = new LinkedHashMap<>();
        int from = 0;
        for (int to = 1; to <= leaving.size(); to++) {
            if (to == leaving.size()
                    || !isAlike(leaving.get(from).ending(), leaving.get(to).ending())) {
                List<Group.Leaving> alike = leaving.subList(from, to);
                left(alike.get(0).ending(), alike);
                from = to;
            }
        }
        for (Group.Leaving message : leaving) {
            if (message.line() >= 0) {
                reports.computeIfAbsent(message.replyTo().orElseThrow().address(), queue -> new int[1])[0]++;
            }
        }
        reports.forEach((replyTo, count) -> {
            room.add(replyTo, count[0]);
            observer.reportsQueued(replyTo, count[0]);
        });
    }

    private static boolean isAlike(Ending one, Ending other) {
        return one.parcel() == other.parcel() && one.end() == other.end();
    }

    /** Messages of one parcel have left in one way. */
    private void left(Ending ending, List<Group.Leaving> messages) {
        QueueAddress queue = ending.parcel().queue();
        if (ending.end() == End.REVIVED) {
            room.add(queue, messages.size());
        } else if (!ending.parcel().head().hasDeadLetter()) {
            room.leave(queue, messages.size());
        }
        long age = clock.millis() - ending.parcel().head().getAcceptedAtMs();
        if (ending.parcel().head().getIsReports()) {
            observer.reportsEnded(queue, messages.size(), age);
            return;
        }
        for (Group.Leaving message : messages) {
            if (ending.end() != End.REVIVED) {
                message.replyTo()
                        .ifPresent(replyTo -> room.forget(replyTo.address(), Router.finalReports(message.header())));
            }
            observer.ended(queue, ending.end(), message.ending().code(), age);
            trail.log(message);
        }
    }

    /** Nothing of a put was kept: its claims and its room are given back, and the sender may try again. */
    void notKept(Routed put, String reason) {
        for (Authorised.Message message : put.messages()) {
            duplicates.withdraw(put.answer(), message.verified());
            room.leave(message.queue().address(), 1);
            message.reportsTo()
                    .ifPresent(replyTo -> room.forget(
                            replyTo.address(),
                            Router.reportsAtMost(message.verified().header())));
            put.answer()
                    .refuse(
                            message.slot(),
                            message.verified().header().getTo(),
                            new RefusedException(RefusalCode.STORE_UNAVAILABLE, reason));
        }
    }

    void notEnded(Group.EndRequest end, String reason) {
        end.done().completeExceptionally(new RefusedException(RefusalCode.STORE_UNAVAILABLE, reason));
    }

    /**
     * The store has not answered since a moment: senders are told so, and the claims stay, until it is known. Who waits for
     * the end of a message has a deadline of his own.
     */
    void overdue(Collection<Group> inFlight, long sinceNanos) {
        for (Group group : inFlight) {
            if (group.timing().startedNanos() - sinceNanos < 0) {
                putsUnknown(group);
            }
        }
        duplicates.overdue(sinceNanos);
    }

    /** The store could not tell, and will not. The claims stay until the gateway starts again and reads the ledger. */
    void unknown(Group group) {
        putsUnknown(group);
        group.ends().forEach(end -> end.done().completeExceptionally(PutAnswer.UNKNOWN));
    }

    private static void putsUnknown(Group group) {
        for (Group.StoreRequest store : group.stores()) {
            for (Group.Placed placed : store.placed()) {
                store.routed().answer().unknown(placed.message().slot());
            }
        }
    }
}
