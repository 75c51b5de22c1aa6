package eu.ccngateway.gateway.delivery;

import eu.ccngateway.gateway.exchange.Committer;
import eu.ccngateway.gateway.exchange.Ending;
import eu.ccngateway.gateway.network.NetworkPolicy;
import eu.ccngateway.gateway.network.QueueSpec;
import eu.ccngateway.gateway.observe.ExchangeObserver;
import eu.ccngateway.gateway.queue.DurableQueues;
import eu.ccngateway.protocol.message.QueueAddress;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import eu.ccngateway.protocol.wire.Done;
import eu.ccngateway.protocol.wire.Frame;
import eu.ccngateway.protocol.wire.Get;
import eu.ccngateway.protocol.wire.Settle;
import eu.ccngateway.protocol.wire.Subscribe;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * The one thread that hands messages out: a window over every queue somebody wants, leases for what is in a node's hands,
 * and the return of what was not settled. What leaves for good leaves through the {@link Committer}.
 */
public final class DeliveryLoop implements AutoCloseable {

    private static final long TICK_MS = 100;
    private static final long IDLE_MS = 30_000;
    private static final long FILL_MAX_MS = 500;

    /**
     * Bounds that a gateway sets.
     *
     * @param answerWithin a node whom the storage keeps waiting for longer is told that nobody knows
     */
    public record Limits(
            int inlineMax, int sealsKept, int backoutsMax, int getMax, long getWaitMaxMs, Duration answerWithin) {}

    private final DefaultEventExecutor thread = new DefaultEventExecutor(new DefaultThreadFactory("delivery"));
    private final Map<QueueAddress, QueueWindow> windows = new HashMap<>();
    private final Set<Receiver> receivers = new HashSet<>();
    private final DefaultEventExecutor lookout = new DefaultEventExecutor(new DefaultThreadFactory("lookout"));
    private final Lane.Store store;
    private final Committer committer;
    private final Settlement settlement;
    private final DeliverFrames frames;
    private final Clock clock;
    private final Limits limits;
    private final ToLongFunction<QueueAddress> depth;

    /** @param depth messages in a queue, those in nodes' hands included */
    public DeliveryLoop(
            DurableQueues queues,
            Committer committer,
            ToLongFunction<QueueAddress> depth,
            ExchangeObserver observer,
            Clock clock,
            Limits limits) {
        this.store = new Lane.Store(queues, committer, thread, lookout);
        this.committer = committer;
        this.clock = clock;
        this.limits = limits;
        this.depth = depth;
        this.frames = new DeliverFrames(limits.inlineMax, observer);
        this.settlement = new Settlement(committer, thread, limits.backoutsMax, this::pump);
    }

    public void start() {
        thread.scheduleAtFixedRate(this::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
    }

    /** A session begins to take part. */
    public Receiver open(Recipient recipient) {
        Receiver receiver = new Receiver(recipient, limits.sealsKept);
        thread.execute(() -> receivers.add(receiver));
        return receiver;
    }

    /** A session has ended: what it had in hand goes back to its queue. */
    public void close(Receiver receiver) {
        thread.execute(() -> {
            receivers.remove(receiver);
            Set<QueueWindow> touched = new HashSet<>();
            receiver.leases().values().forEach(lease -> {
                lease.message().returned();
                lease.window().giveBack(lease.message());
                touched.add(lease.window());
            });
            receiver.close();
            windows.values().forEach(window -> window.forget(receiver));
            touched.forEach(this::pump);
        });
    }

    /** The connection takes more again. */
    public void writable(Receiver receiver) {
        thread.execute(() -> {
            receiver.pump();
            receiver.subscribers().values().forEach(subscriber -> pump(subscriber.window()));
        });
    }

    public void subscribe(Receiver receiver, Subscribe subscribe, QueueSpec queue) {
        thread.execute(() -> {
            if (!mayWish(receiver, subscribe.getRequest())) {
                return;
            }
            QueueWindow window = window(queue);
            Subscriber subscriber = new Subscriber(
                    receiver, subscribe.getRequest(), window, Integer.toUnsignedLong(subscribe.getCredit()));
            receiver.subscribers().put(subscribe.getRequest(), subscriber);
            done(receiver, subscribe.getRequest());
            window.add(subscriber);
            pump(window);
        });
    }

    public void credit(Receiver receiver, long subscription, int credit) {
        thread.execute(() -> {
            Subscriber subscriber = receiver.subscribers().get(subscription);
            if (subscriber != null) {
                subscriber.addCredit(Integer.toUnsignedLong(credit));
                pump(subscriber.window());
            }
        });
    }

    public void unsubscribe(Receiver receiver, long request, long subscription) {
        thread.execute(() -> {
            Subscriber subscriber = receiver.subscribers().remove(subscription);
            if (subscriber == null) {
                Settlement.refuse(
                        receiver,
                        request,
                        new RefusedException(
                                RefusalCode.REQUEST_INVALID,
                                "subscription: " + subscription
                                        + " (expected: the request number of a Subscribe on this connection)"));
                return;
            }
            subscriber.window().remove(subscriber);
            done(receiver, request);
        });
    }

    public void get(Receiver receiver, Get get, QueueSpec queue) {
        long now = clock.millis();
        int max = Math.max(1, Math.min(get.getMax(), limits.getMax));
        long wait = Math.min(Integer.toUnsignedLong(get.getWaitMs()), limits.getWaitMaxMs);
        thread.execute(() -> {
            if (!mayWish(receiver, get.getRequest())) {
                return;
            }
            QueueWindow window = window(queue);
            // A get that does not wait still lets come what is in the queue and not yet in the window.
            boolean isFilling = depth.applyAsLong(queue.address()) > window.size();
            long patience = Math.max(wait, isFilling ? FILL_MAX_MS : 0);
            window.add(new WaitingGet(
                    receiver,
                    get.getRequest(),
                    max,
                    now + patience,
                    Integer.toUnsignedLong(get.getLeaseMs()),
                    get.getBrowse()));
            pump(window);
            if (wait == 0) {
                window.endGets(clock.millis());
            }
        });
    }

    private static boolean mayWish(Receiver receiver, long request) {
        if (receiver.isClosed()) {
            return false;
        }
        try {
            receiver.checkWish(request);
            return true;
        } catch (RefusedException e) {
            Settlement.refuse(receiver, request, e);
            return false;
        }
    }

    /** The network file has changed: who may no longer take from a queue gets nothing more, and is told. */
    public void recheck(NetworkPolicy policy) {
        thread.execute(() -> windows.values()
                .forEach(window -> window.recheck(
                        receiver -> policy.mayGet(receiver.recipient().node(), window.spec()))));
    }

    public void settle(Receiver receiver, Settle settle) {
        thread.execute(() -> settlement.settle(receiver, settle));
    }

    /** Runs a task when everything asked for before was done. */
    public void afterwards(Runnable task) {
        thread.execute(task);
    }

    /** Messages in nodes' hands and when the oldest at hand was accepted. */
    public record Hands(int onLease, OptionalLong oldestMs) {}

    public CompletionStage<Hands> hands(QueueAddress queue) {
        CompletableFuture<Hands> answer = new CompletableFuture<>();
        thread.execute(() -> {
            QueueWindow window = windows.get(queue);
            answer.complete(
                    window == null
                            ? new Hands(0, OptionalLong.empty())
                            : new Hands(window.inHands(), window.oldestMs()));
        });
        return answer;
    }

    /** What nodes have in their hands, and then what is next, at most {@code max} of each. */
    CompletionStage<List<QueuePeek.Peeked>> peek(QueueAddress queue, int max) {
        CompletableFuture<List<QueuePeek.Peeked>> answer = new CompletableFuture<>();
        thread.execute(() -> {
            QueueWindow window = windows.get(queue);
            answer.complete(window == null ? List.of() : peek(window, max));
        });
        return answer;
    }

    private List<QueuePeek.Peeked> peek(QueueWindow window, int max) {
        Stream<QueuePeek.Peeked> inHand = receivers.stream()
                .flatMap(receiver -> receiver.leases().values().stream())
                .filter(lease -> lease.window() == window && !lease.message().isVoid())
                .map(Lease::message)
                .sorted(QueuedMessage.PLACE)
                .limit(max)
                .map(message -> QueuePeek.of(message, true));
        Stream<QueuePeek.Peeked> next = window.ready().limit(max).map(message -> QueuePeek.of(message, false));
        return Stream.concat(inHand, next).toList();
    }

    private QueueWindow window(QueueSpec queue) {
        return windows.computeIfAbsent(
                queue.address(),
                address -> new QueueWindow(
                        queue,
                        frames,
                        (storage, events) -> new Lane(storage, store, events),
                        new QueueWindow.Events(this::expire, this::pump, this::isGone, this::mayHold)));
    }

    private boolean mayHold(QueueWindow window) {
        return depth.applyAsLong(window.spec().address()) > 0;
    }

    private boolean isGone(QueuedMessage message) {
        return committer
                .gone(message.parcel().id())
                .map(gone -> gone.get(message.index()))
                .orElse(false);
    }

    private void expire(QueueWindow window, QueuedMessage message) {
        message.parcel().retain();
        committer
                .end(List.of(Ending.expired(message.parcel(), message.index())))
                .whenComplete((nothing, failure) -> {
                    message.parcel().release();
                    // What could not be expired now goes back to its place, and is met again at the next tick.
                    thread.execute(failure == null ? () -> window.left(message) : () -> window.giveBack(message));
                });
    }

    private void pump(QueueWindow window) {
        window.pump(clock.millis());
    }

    private void tick() {
        long now = clock.millis();
        settlement.endLeases(receivers, now);
        settlement.answerOverdue(System.nanoTime() - limits.answerWithin.toNanos());
        for (QueueWindow window : windows.values()) {
            window.tick(now);
            if (window.isIdle(now, IDLE_MS)) {
                window.close();
            }
        }
    }

    private static void done(Receiver receiver, long request) {
        receiver.send(Frame.newBuilder().setDone(Done.newBuilder().setRequest(request)));
    }

    /** Gives everything back to the broker that is at hand. */
    @Override
    public void close() {
        thread.submit(() -> windows.values().forEach(QueueWindow::close)).awaitUninterruptibly();
        lookout.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
        thread.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
