package eu.ccngateway.adapters.artemis.embedded;

import eu.ccngateway.gateway.queue.CommitFailed;
import eu.ccngateway.gateway.queue.CommitFailed.Outcome;
import eu.ccngateway.gateway.queue.DurableQueues;
import eu.ccngateway.gateway.queue.Entry;
import eu.ccngateway.gateway.queue.EntrySink;
import eu.ccngateway.gateway.queue.Readiness;
import eu.ccngateway.gateway.queue.StorageQueue;
import eu.ccngateway.gateway.queue.Subscription;
import eu.ccngateway.gateway.queue.TakenEntry;
import eu.ccngateway.gateway.queue.UnitOfWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Durable queues in a broker inside this process. There is no way in from outside: the broker listens nowhere and
 * guards nothing; whoever may read its directory may read the messages.
 */
public final class EmbeddedArtemis implements DurableQueues {

    private final EmbeddedServer server;
    private final UnitWriter writer;
    private final long newestBeforeStart;
    private final Map<StorageQueue, EmbeddedQueue> queues = new ConcurrentHashMap<>();
    private final Set<EmbeddedSubscription> subscriptions = ConcurrentHashMap.newKeySet();
    private final AtomicLong subscriptionIds = new AtomicLong();
    private volatile boolean closed;

    private EmbeddedArtemis(EmbeddedSettings settings) {
        server = EmbeddedServer.start(settings, this::onFault);
        newestBeforeStart = server.storage().generateID();
        writer = new UnitWriter(server);
        declare(List.of(StorageQueue.EXPIRED));
        writer.start();
    }

    /**
     * Starts the broker on its journal; returns once everything that was kept is there again.
     *
     * @throws IllegalStateException if the journal cannot be opened, or another process uses it
     */
    public static EmbeddedArtemis open(EmbeddedSettings settings) {
        return new EmbeddedArtemis(settings);
    }

    @Override
    public void declare(List<StorageQueue> declared) {
        for (StorageQueue name : declared) {
            queues.computeIfAbsent(
                    name,
                    missing -> new EmbeddedQueue(missing, server.queue(missing), server.storage(), newestBeforeStart));
        }
    }

    @Override
    public CompletionStage<Void> commit(UnitOfWork work) {
        List<EmbeddedTaken> claimed = new ArrayList<>();
        List<EmbeddedQueue> targets = new ArrayList<>();
        String refusal = claim(work, claimed);
        if (refusal.isEmpty()) {
            refusal = find(work, targets);
        }
        if (refusal.isEmpty()) {
            return writer.write(work, claimed, targets);
        }
        work.appends().forEach(append -> append.entry().body().release());
        claimed.forEach(taken -> taken.from.putBack(taken.reference));
        return CompletableFuture.failedStage(
                new CommitFailed(Outcome.NOTHING_KEPT, "unit of work " + work.id() + ": " + refusal, null));
    }

    private static String claim(UnitOfWork work, List<EmbeddedTaken> claimed) {
        String refusal = "";
        for (TakenEntry removal : work.removals()) {
            if (removal instanceof EmbeddedTaken taken && taken.claim()) {
                claimed.add(taken);
            } else {
                refusal = "entry " + removal.entry().id() + " is no longer ours to remove";
            }
        }
        return refusal;
    }

    private String find(UnitOfWork work, List<EmbeddedQueue> targets) {
        for (UnitOfWork.Append append : work.appends()) {
            EmbeddedQueue target = queues.get(append.queue());
            if (target == null) {
                return append.queue() + " was not declared";
            }
            int size = append.entry().body().readableBytes();
            if (size > Entry.BODY_MAX) {
                return "entry " + append.entry().id() + " has " + size + " bytes (at most " + Entry.BODY_MAX + ")";
            }
            targets.add(target);
        }
        return !targets.isEmpty() && !closed && server.isDiskFull() ? "the disk is full" : "";
    }

    @Override
    public Subscription subscribe(StorageQueue queue, EntrySink sink) {
        EmbeddedSubscription subscription =
                new EmbeddedSubscription(declared(queue), sink, subscriptionIds.incrementAndGet(), subscriptions);
        subscription.start();
        return subscription;
    }

    @Override
    public Optional<TakenEntry> takeOne(StorageQueue queue, long entryId) {
        return declared(queue).takeOne(entryId).map(taken -> taken);
    }

    @Override
    public List<Entry> peek(StorageQueue queue, int max) {
        return declared(queue).peek(max);
    }

    @Override
    public long countMessages(StorageQueue queue) {
        return declared(queue).countMessages();
    }

    private EmbeddedQueue declared(StorageQueue queue) {
        EmbeddedQueue found = queues.get(queue);
        if (found == null) {
            throw new IllegalArgumentException(queue + " was not declared; declare it first");
        }
        if (closed || !server.fault().isEmpty()) {
            throw new IllegalStateException(readiness().detail());
        }
        return found;
    }

    @Override
    public Readiness readiness() {
        if (closed) {
            return new Readiness(false, server.description() + ": closed");
        }
        if (!server.fault().isEmpty()) {
            return new Readiness(false, server.description() + ": " + server.fault());
        }
        if (!writer.isRunning()) {
            return new Readiness(false, server.description() + ": its writer ended; the log says why. Restart");
        }
        if (server.isDiskFull()) {
            return new Readiness(false, server.description() + ": the disk is full; free some, it goes on by itself");
        }
        return new Readiness(true, server.description());
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        writer.close();
        List.copyOf(subscriptions).forEach(EmbeddedSubscription::close);
        queues.values().forEach(EmbeddedQueue::forgetTakenSingly);
        server.stop();
    }

    private void onFault(String fault) {
        writer.abandon(fault);
        List.copyOf(subscriptions).forEach(EmbeddedSubscription::lose);
        queues.values().forEach(EmbeddedQueue::forgetTakenSingly);
    }
}
