package eu.ccngateway.node;

import eu.ccngateway.protocol.message.QueueAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** All subscriptions of the node. Event loop only, but for {@link #open} and {@link #closeAll}. */
final class Subscriptions implements Party {

    private static final long AGAIN_AFTER_MS = 1_000;

    private final Set<SubscribedQueue> open = new LinkedHashSet<>();
    private final Intake intake;
    private final Roles roles;
    private final NodeConfig config;
    private @Nullable Session session;

    Subscriptions(Intake intake, Roles roles, NodeConfig config) {
        this.intake = intake;
        this.roles = roles;
        this.config = config;
    }

    /** Waits for the gateway to take it; without a gateway it is taken up when there is one. */
    Subscription open(QueueAddress queue, int credit, MessageHandler handler) {
        if (credit < 1) {
            throw new IllegalArgumentException("credit: " + credit + " (expected: at least 1)");
        }
        SubscribedQueue made = new SubscribedQueue(queue, credit, handler, this, roles.handlers(queue.toString(), 1));
        try {
            roles.toLoop(() -> {
                open.add(made);
                if (session == null) {
                    made.ready().complete(null);
                } else {
                    made.up(session);
                }
            });
            Waiting.on(made.ready());
            return made;
        } catch (NodeException e) {
            made.close();
            throw e;
        }
    }

    @Override
    public void up(Session welcomed) {
        session = welcomed;
        open.forEach(subscription -> subscription.up(welcomed));
    }

    /** What begins from here on waits for the next session. */
    @Override
    public void draining(Session drained) {
        session = null;
    }

    @Override
    public void down(Session lost) {
        session = null;
        open.forEach(subscription -> {
            // Asked for and unanswered: it will be asked for again.
            subscription.ready().complete(null);
            subscription.down();
        });
    }

    /** A subscription that stood before was refused. */
    void refused(SubscribedQueue subscription, @Nullable Session by, RefusedByGateway refusal) {
        roles.complete(() -> config.listener().attemptFailed(refusal));
        roles.loop()
                .schedule(
                        () -> {
                            if (by != null && session == by && open.contains(subscription)) {
                                subscription.up(by);
                            }
                        },
                        AGAIN_AFTER_MS,
                        TimeUnit.MILLISECONDS);
    }

    void handlerFailed(String queue, Throwable failure) {
        config.listener().handlerFailed(queue, failure);
    }

    void remove(SubscribedQueue subscription) {
        roles.toLoopIfOpen(() -> open.remove(subscription));
    }

    /** Ends all of them. Any thread but the event loop. */
    void closeAll() {
        java.util.concurrent.CompletableFuture<List<SubscribedQueue>> all =
                new java.util.concurrent.CompletableFuture<>();
        roles.toLoop(() -> all.complete(List.copyOf(open)));
        Waiting.on(all).forEach(SubscribedQueue::close);
    }

    Intake intake() {
        return intake;
    }

    Roles roles() {
        return roles;
    }

    long closeTimeoutMs() {
        return config.options().closeTimeout().toMillis();
    }
}
