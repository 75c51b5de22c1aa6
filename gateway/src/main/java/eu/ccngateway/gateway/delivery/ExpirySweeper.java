package eu.ccngateway.gateway.delivery;

import eu.ccngateway.gateway.exchange.Committer;
import eu.ccngateway.gateway.exchange.Ending;
import eu.ccngateway.gateway.parcel.Parcel;
import eu.ccngateway.gateway.parcel.ParcelReader;
import eu.ccngateway.gateway.queue.DurableQueues;
import eu.ccngateway.gateway.queue.EntrySink;
import eu.ccngateway.gateway.queue.StorageQueue;
import eu.ccngateway.gateway.queue.Subscription;
import eu.ccngateway.gateway.queue.TakenEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Messages that expired in their queue leave with a report. Runs on one thread, given. */
public final class ExpirySweeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ExpirySweeper.class);

    private static final int CREDIT = 16;
    private static final long AGAIN_AFTER_MS = 2_000;

    private final Committer committer;
    private final ScheduledExecutorService thread;
    private final ParcelReader reader = new ParcelReader();
    private final Subscription subscription;

    /** @param thread runs this sweeper alone, one task after the other */
    public ExpirySweeper(DurableQueues queues, Committer committer, ScheduledExecutorService thread) {
        this.committer = committer;
        this.thread = thread;
        this.subscription = queues.subscribe(StorageQueue.EXPIRED, new EntrySink() {
            @Override
            public void take(TakenEntry entry) {
                thread.execute(() -> arrived(entry));
            }

            @Override
            public void lost() {
                thread.execute(() -> {
                    reader.reset();
                    subscription().credit(CREDIT);
                });
            }
        });
        subscription.credit(CREDIT);
    }

    private Subscription subscription() {
        return subscription;
    }

    private void arrived(TakenEntry entry) {
        reader.read(entry).ifPresentOrElse(this::expire, () -> subscription.credit(1));
    }

    private void expire(Parcel parcel) {
        committer.gone(parcel.id()).ifPresent(gone -> parcel.gone().or(gone));
        List<Ending> endings = new ArrayList<>();
        for (int i = 0; i < parcel.size(); i++) {
            if (!parcel.gone().get(i)) {
                endings.add(Ending.expired(parcel, i));
            }
        }
        committer.end(endings).whenComplete((nothing, failure) -> {
            if (failure == null) {
                parcel.release();
                thread.execute(() -> subscription.credit(1));
            } else {
                LOG.warn(
                        "{} messages could not be expired and will be tried again: {}",
                        endings.size(),
                        failure.toString());
                thread.schedule(() -> again(parcel), AGAIN_AFTER_MS, TimeUnit.MILLISECONDS);
            }
        });
    }

    private void again(Parcel parcel) {
        if (parcel.isLost()) {
            // Its entries went back to the broker: they are taken again, as one.
            parcel.release();
            subscription.credit(1);
        } else {
            expire(parcel);
        }
    }

    @Override
    public void close() {
        subscription.close();
    }
}
