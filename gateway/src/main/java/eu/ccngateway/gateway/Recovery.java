package eu.ccngateway.gateway;

import eu.ccngateway.gateway.exchange.Committer;
import eu.ccngateway.gateway.exchange.Exchange;
import eu.ccngateway.gateway.network.NetworkPolicy;
import eu.ccngateway.gateway.network.QueueSpec;
import eu.ccngateway.gateway.observe.ExchangeObserver;
import eu.ccngateway.gateway.parcel.ParcelReader;
import eu.ccngateway.gateway.queue.DurableQueues;
import eu.ccngateway.gateway.queue.Entry;
import eu.ccngateway.gateway.queue.EntrySink;
import eu.ccngateway.gateway.queue.StorageQueue;
import eu.ccngateway.gateway.queue.Subscription;
import eu.ccngateway.gateway.queue.TakenEntry;
import eu.ccngateway.gateway.store.ParcelHead;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes up where the last process left off: which messages of parcels are gone, and how many each queue holds. */
final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    /** All entries of the progress queue are held, since any of them may have to be removed. */
    private static final int PROGRESS_CREDIT = 1_000_000;

    private static final long LOAD_MAX_S = 300;

    private final DurableQueues queues;
    private final Exchange exchange;
    private final ExchangeObserver observer;
    private final Clock clock;

    Recovery(DurableQueues queues, Exchange exchange, ExchangeObserver observer, Clock clock) {
        this.queues = queues;
        this.exchange = exchange;
        this.observer = observer;
        this.clock = clock;
    }

    void restore(NetworkPolicy network) {
        Map<String, Long> goneByQueue = loadProgress();
        // Expired parcels have left their queue, and what is gone of them is still written down under its name.
        boolean isSure = queues.countMessages(StorageQueue.EXPIRED) == 0;
        long messages = 0;
        for (QueueSpec queue : network.queues()) {
            String name = queue.address().toString();
            long there = count(queue);
            long gone = goneByQueue.getOrDefault(name, 0L);
            if (there == 0 && gone > 0 && isSure) {
                exchange.committer().queueIsEmpty(name);
            }
            long held = Math.max(0, there - gone);
            exchange.room().add(queue.address(), held);
            if (held > 0) {
                observer.restored(queue.address(), held, oldestMs(queue));
            }
            messages += held;
        }
        if (messages > 0) {
            LOG.info("{} messages are in their queues", messages);
        }
    }

    private long count(QueueSpec queue) {
        long there = 0;
        for (StorageQueue.Lane lane : StorageQueue.Lane.values()) {
            there += queues.countMessages(
                    new StorageQueue(queue.domain(), queue.address().toString(), lane));
        }
        return there;
    }

    /** Age of what stands first; within a lane that is the oldest but for what came back to its head. */
    private long oldestMs(QueueSpec queue) {
        long now = clock.millis();
        long acceptedAtMs = now;
        for (StorageQueue.Lane lane : StorageQueue.Lane.values()) {
            for (Entry first :
                    queues.peek(new StorageQueue(queue.domain(), queue.address().toString(), lane), 1)) {
                try {
                    ParcelHead head = ParcelReader.readHead(first);
                    if (head.getPart() == 0) {
                        acceptedAtMs = Math.min(acceptedAtMs, head.getAcceptedAtMs());
                    }
                } finally {
                    first.body().release();
                }
            }
        }
        return now - acceptedAtMs;
    }

    private Map<String, Long> loadProgress() {
        Committer committer = exchange.committer();
        CountDownLatch left = new CountDownLatch((int) queues.countMessages(StorageQueue.PROGRESS));
        CompletableFuture<Subscription> opened = new CompletableFuture<>();
        opened.complete(queues.subscribe(StorageQueue.PROGRESS, new EntrySink() {
            @Override
            public void take(TakenEntry entry) {
                committer.progressTaken(entry);
                left.countDown();
                opened.thenAccept(subscription -> subscription.credit(1));
            }

            @Override
            public void lost() {
                committer.progressLost();
                opened.thenAccept(subscription -> subscription.credit(PROGRESS_CREDIT));
            }
        }));
        opened.join().credit(PROGRESS_CREDIT);
        try {
            if (!left.await(LOAD_MAX_S, TimeUnit.SECONDS)) {
                throw new IllegalStateException(left.getCount() + " entries of " + StorageQueue.PROGRESS.name()
                        + " did not come within " + LOAD_MAX_S + " s (expected: all; is the broker well?)");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting", e);
        }
        return committer.progressLoaded().toCompletableFuture().join();
    }
}
