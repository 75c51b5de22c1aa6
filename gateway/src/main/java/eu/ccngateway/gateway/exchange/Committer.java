package eu.ccngateway.gateway.exchange;

import eu.ccngateway.gateway.observe.ExchangeObserver;
import eu.ccngateway.gateway.observe.ExchangeObserver.Flush;
import eu.ccngateway.gateway.parcel.Parcel;
import eu.ccngateway.gateway.queue.CommitFailed;
import eu.ccngateway.gateway.queue.DurableQueues;
import eu.ccngateway.gateway.queue.TakenEntry;
import eu.ccngateway.protocol.refusal.RefusedException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Routed to stored, and out again: the one thread that changes what is in the queues. What gathers while earlier units of
 * work are on their way to the disk becomes the next one, with one seal over all its reports. So a lone message waits for
 * nobody, and under load the cost of sealing and syncing is shared.
 *
 * <p>At most {@value #IN_FLIGHT_MAX} units are on their way. A parcel is changed by one unit at a time, so that a failed
 * unit can be undone without regard to a later one.
 */
public final class Committer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

    private static final int IN_FLIGHT_MAX = 2;
    private static final int GROUP_MESSAGES_MAX = 1024;
    private static final long TICK_MS = 500;

    /** A storage that does not answer must not keep the gateway from ending. */
    private static final long CLOSE_MAX_MS = 40_000;

    private sealed interface Event {
        record Put(Routed routed) implements Event {}

        record End(Group.EndRequest request) implements Event {}

        record Finished(Group group, Optional<Throwable> failure) implements Event {}

        record ProgressTaken(TakenEntry entry) implements Event {}

        record Run(Runnable task) implements Event {}

        record Stop() implements Event {}
    }

    private final DurableQueues queues;
    private final GroupBuilder builder;
    private final ProgressBook progress;
    private final Outcomes outcomes;
    private final ExchangeObserver observer;
    private final long answerWithinNanos;
    private final LinkedBlockingQueue<Event> mailbox = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::run, "committer");

    private final Deque<Routed> puts = new ArrayDeque<>();
    private final Deque<Group.EndRequest> ends = new ArrayDeque<>();
    private final Set<Group> inFlight = Collections.newSetFromMap(new IdentityHashMap<>());
    /** Parcels that a unit on its way changes, by id: the broker may hand one out again meanwhile. */
    private final Set<Long> busy = new HashSet<>();

    private boolean isStopping;
    private volatile boolean isStopped;

    Committer(
            DurableQueues queues,
            GroupBuilder builder,
            ProgressBook progress,
            Outcomes outcomes,
            ExchangeObserver observer,
            Duration answerWithin) {
        this.queues = queues;
        this.builder = builder;
        this.progress = progress;
        this.outcomes = outcomes;
        this.observer = observer;
        this.answerWithinNanos = answerWithin.toNanos();
    }

    public void start() {
        thread.start();
    }

    /** Takes messages over to be made durable; false when there are none left, and their bytes stay with the caller. */
    boolean store(Routed routed) {
        if (routed.messages().isEmpty()) {
            return false;
        }
        post(new Event.Put(routed));
        return true;
    }

    /** Lets messages leave their queue, all or none. Fails with a {@link RefusedException}. */
    public CompletionStage<Void> end(List<Ending> endings) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        post(new Event.End(new Group.EndRequest(List.copyOf(endings), done)));
        return done;
    }

    private void post(Event event) {
        mailbox.add(event);
        if (isStopped) {
            // Nobody looks into the mailbox any more, but who comes too late.
            drainAfterStop();
        }
    }

    /** The messages of a parcel that are gone already. */
    public Optional<BitSet> gone(long parcel) {
        return progress.gone(parcel);
    }

    /** An entry of the progress queue was taken. */
    public void progressTaken(TakenEntry entry) {
        mailbox.add(new Event.ProgressTaken(entry));
    }

    /** The progress queue was lost and will be read again. */
    public void progressLost() {
        mailbox.add(new Event.Run(progress::lost));
    }

    /** A queue was found empty at start: what is written about parcels in it is obsolete. */
    public void queueIsEmpty(String queue) {
        mailbox.add(new Event.Run(() -> progress.forget(queue)));
    }

    /**
     * Everything of the progress queue that was there at start has been taken. Tells how many messages of each queue are
     * gone although their parcels are there.
     */
    public CompletionStage<Map<String, Long>> progressLoaded() {
        CompletableFuture<Map<String, Long>> counts = new CompletableFuture<>();
        mailbox.add(new Event.Run(() -> {
            progress.loaded();
            counts.complete(progress.goneByQueue());
        }));
        return counts;
    }

    /** Finishes what it has, then stops. */
    @Override
    public void close() {
        mailbox.add(new Event.Stop());
        try {
            thread.join(CLOSE_MAX_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!isStopping || !isIdle()) {
            try {
                step();
            } catch (InterruptedException e) {
                LOG.warn("the committer was interrupted and stops");
                break;
            } catch (RuntimeException e) {
                LOG.error("the committer met a fault and goes on", e);
            }
        }
        isStopped = true;
        drainAfterStop();
    }

    private void step() throws InterruptedException {
        Event event = mailbox.poll(TICK_MS, TimeUnit.MILLISECONDS);
        boolean isQuiet = event == null;
        while (event != null) {
            absorb(event);
            event = mailbox.poll();
        }
        while (inFlight.size() < IN_FLIGHT_MAX && commitNext(isQuiet || isStopping)) {
            // One unit after the other, as far as there are any.
        }
        outcomes.overdue(inFlight, System.nanoTime() - answerWithinNanos);
    }

    private void absorb(Event event) {
        if (event instanceof Event.Put put) {
            puts.add(put.routed());
        } else if (event instanceof Event.End end) {
            ends.add(end.request());
        } else if (event instanceof Event.Finished finished) {
            finish(finished.group(), finished.failure());
        } else if (event instanceof Event.ProgressTaken taken) {
            progress.take(taken.entry());
        } else if (event instanceof Event.Run run) {
            run.task().run();
        } else {
            isStopping = true;
        }
    }

    private boolean isIdle() {
        return puts.isEmpty() && ends.isEmpty() && inFlight.isEmpty() && mailbox.isEmpty();
    }

    /** @param isTidying also if there is nothing to do but to remove what is obsolete */
    private boolean commitNext(boolean isTidying) {
        List<Routed> nextPuts = nextPuts();
        List<Group.EndRequest> nextEnds = progress.withoutGone(nextEnds());
        if (nextPuts.isEmpty() && nextEnds.isEmpty() && !(isTidying && progress.hasObsolete())) {
            return false;
        }
        Group group;
        try {
            group = builder.build(nextPuts, nextEnds);
        } catch (RuntimeException e) {
            LOG.error("a unit of work could not be built; its messages are refused", e);
            nextPuts.forEach(put -> outcomes.notKept(put, "internal fault; the gateway's log says more"));
            nextEnds.forEach(end -> outcomes.notEnded(end, "internal fault; the gateway's log says more"));
            return true;
        } finally {
            nextPuts.forEach(Routed::release);
        }
        group.parcels().forEach(change -> busy.add(change.parcel().id()));
        observer.flushed(!puts.isEmpty() ? Flush.FULL : inFlight.isEmpty() ? Flush.IDLE : Flush.BEHIND);
        inFlight.add(group);
        queues.commit(group.work()).whenComplete((nothing, failure) -> {
            Optional<Throwable> cause = Optional.ofNullable(failure);
            try {
                if (cause.isEmpty()) {
                    // Before anybody can take the parcels again; the storage may hand them out as soon as this returns.
                    group.parcels().forEach(progress::durable);
                    outcomes.durable(group);
                }
            } finally {
                mailbox.add(new Event.Finished(group, cause));
            }
        });
        return true;
    }

    private List<Routed> nextPuts() {
        List<Routed> next = new ArrayList<>();
        int messages = 0;
        while (!puts.isEmpty()
                && (next.isEmpty() || messages + puts.peek().messages().size() <= GROUP_MESSAGES_MAX)) {
            messages += puts.peek().messages().size();
            next.add(puts.poll());
        }
        return next;
    }

    /** Those whose parcels are not in another unit's hands; the others keep their place. */
    private List<Group.EndRequest> nextEnds() {
        List<Group.EndRequest> next = new ArrayList<>();
        List<Group.EndRequest> later = new ArrayList<>();
        int messages = 0;
        while (!ends.isEmpty() && messages < GROUP_MESSAGES_MAX) {
            Group.EndRequest request = ends.poll();
            if (request.endings().stream()
                    .anyMatch(ending -> busy.contains(ending.parcel().id()))) {
                later.add(request);
            } else {
                next.add(request);
                messages += request.endings().size();
            }
        }
        for (int i = later.size() - 1; i >= 0; i--) {
            ends.addFirst(later.get(i));
        }
        return next;
    }

    private void finish(Group group, Optional<Throwable> failure) {
        inFlight.remove(group);
        for (Group.ParcelChange change : group.parcels()) {
            Parcel parcel = change.parcel();
            busy.remove(parcel.id());
            if (failure.isEmpty()) {
                parcel.gone().or(change.gone());
                if (change.isFinished()) {
                    progress.finished(parcel.id());
                } else {
                    progress.recorded(change);
                }
            } else if (change.isFinished()) {
                parcel.markLost();
            } else {
                progress.notRecorded(change);
            }
        }
        failure.ifPresent(cause -> fail(group, cause));
    }

    private void fail(Group group, Throwable cause) {
        observer.commitFailed();
        boolean isUnknown = cause instanceof CommitFailed failed && failed.outcome() == CommitFailed.Outcome.UNKNOWN;
        LOG.error(
                "a unit of work of {} messages {}: {}",
                group.timing().messages(),
                isUnknown ? "has an unknown outcome" : "was not kept",
                cause.toString());
        if (isUnknown) {
            outcomes.unknown(group);
        } else {
            String reason = "the store refused: " + cause.getMessage();
            group.stores().forEach(store -> outcomes.notKept(store.routed(), reason));
            group.ends().forEach(end -> outcomes.notEnded(end, reason));
        }
    }

    private void drainAfterStop() {
        for (Event event = mailbox.poll(); event != null; event = mailbox.poll()) {
            if (event instanceof Event.Put put) {
                outcomes.notKept(put.routed(), "the gateway is stopping");
                put.routed().release();
            } else if (event instanceof Event.End end) {
                outcomes.notEnded(end.request(), "the gateway is stopping");
            }
        }
    }
}
