package eu.ccngateway.node;

import eu.ccngateway.protocol.message.QueueAddress;
import eu.ccngateway.protocol.wire.Credit;
import eu.ccngateway.protocol.wire.Frame;
import eu.ccngateway.protocol.wire.Subscribe;
import eu.ccngateway.protocol.wire.Unsubscribe;
import eu.ccngateway.protocol.wire.WireFrame;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A subscription across sessions: takes it up again, gives credit as messages leave, feeds the handler in order. */
final class SubscribedQueue implements Subscription, Taker, Replies {

    private static final Logger LOG = LoggerFactory.getLogger(SubscribedQueue.class);

    private final QueueAddress queue;
    private final int credit;
    private final MessageHandler handler;
    private final Subscriptions subscriptions;
    private final ExecutorService worker;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> unsubscribed = new CompletableFuture<>();
    private final ThreadLocal<Boolean> isWorker = ThreadLocal.withInitial(() -> false);
    private volatile boolean isClosed;
    private @Nullable Session session;
    private long number;
    private int leftSinceCredit;

    SubscribedQueue(
            QueueAddress queue,
            int credit,
            MessageHandler handler,
            Subscriptions subscriptions,
            ExecutorService worker) {
        this.queue = queue;
        this.credit = credit;
        this.handler = handler;
        this.subscriptions = subscriptions;
        this.worker = worker;
    }

    @Override
    public String queue() {
        return queue.toString();
    }

    @Override
    public Lease.Use use() {
        return Lease.Use.GET;
    }

    /** Completes when the gateway has taken the subscription for the first time. */
    CompletableFuture<Void> ready() {
        return ready;
    }

    void up(Session welcomed) {
        session = welcomed;
        leftSinceCredit = 0;
        Subscribe.Builder subscribe =
                Subscribe.newBuilder().setQueue(queue.toString()).setCredit(credit);
        number = welcomed.request(this, request -> Frame.newBuilder().setSubscribe(subscribe.setRequest(request)));
    }

    void down() {
        session = null;
        if (isClosed) {
            unsubscribed.complete(null);
        }
    }

    @Override
    public boolean answered(Session from, WireFrame frame) {
        if (frame.head().hasDeliver()) {
            subscriptions.intake().deliver(from, frame, this);
        } else {
            ready.complete(null);
        }
        return false;
    }

    @Override
    public void refused(RefusedByGateway refusal) {
        Session refusing = session;
        session = null;
        if (ready.completeExceptionally(refusal)) {
            return;
        }
        LOG.warn("Subscription to {} is not taken up again: {}", queue, refusal.getMessage());
        subscriptions.refused(this, refusing, refusal);
    }

    @Override
    public void left(int messages) {
        leftSinceCredit += messages;
        Session current = session;
        if (current != null && leftSinceCredit >= Math.max(1, credit / 4)) {
            Credit.Builder more = Credit.newBuilder().setSubscription(number).setCredit(leftSinceCredit);
            leftSinceCredit = 0;
            current.send(Frame.newBuilder().setCredit(more), Unpooled.EMPTY_BUFFER);
        }
    }

    @Override
    public void abandoned() {
        subscriptions.roles().toLoopIfOpen(() -> left(1));
    }

    @Override
    public void take(List<Delivered> messages, int came) {
        worker.execute(() -> messages.forEach(this::handle));
    }

    private void handle(Delivered message) {
        if (isClosed) {
            message.lease().giveBack();
            return;
        }
        if (!message.lease().handOver()) {
            return;
        }
        isWorker.set(true);
        try {
            handler.handle(new Received(message));
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            LOG.warn("The handler of {} failed at message {}", queue, message.id(), e);
            message.lease().rollbackUnlessSettled();
            subscriptions.handlerFailed(queue.toString(), e);
        } finally {
            isWorker.set(false);
        }
    }

    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        if (!subscriptions.roles().toLoopIfOpen(this::unsubscribe)) {
            unsubscribed.complete(null);
        }
        try {
            unsubscribed.get(subscriptions.closeTimeoutMs(), TimeUnit.MILLISECONDS);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            LOG.warn("The gateway did not confirm the end of the subscription to {}", queue);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // What has come and was not handed over is given back by the worker, in handle.
        worker.shutdown();
        if (!isWorker.get()) {
            awaitWorker();
        }
        subscriptions.remove(this);
    }

    private void awaitWorker() {
        try {
            if (!worker.awaitTermination(subscriptions.closeTimeoutMs(), TimeUnit.MILLISECONDS)) {
                LOG.warn("The handler of {} is still busy", queue);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void unsubscribe() {
        Session current = session;
        if (current == null) {
            unsubscribed.complete(null);
            return;
        }
        Unsubscribe.Builder unsubscribe = Unsubscribe.newBuilder().setSubscription(number);
        current.request(
                new Replies() {
                    @Override
                    public boolean answered(Session from, WireFrame frame) {
                        from.forget(number);
                        // Behind what came before: the receiver may still be at it.
                        subscriptions.roles().receiver().execute(() -> unsubscribed.complete(null));
                        return true;
                    }

                    @Override
                    public void refused(RefusedByGateway refusal) {
                        unsubscribed.complete(null);
                    }
                },
                request -> Frame.newBuilder().setUnsubscribe(unsubscribe.setRequest(request)));
    }
}
