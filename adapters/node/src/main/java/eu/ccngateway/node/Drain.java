package eu.ccngateway.node;

import org.jspecify.annotations.Nullable;

/** Ends a session that the gateway wants to end, as soon as nothing waits for an answer on it. Event loop only. */
final class Drain implements Party {

    private final Outbox outbox;
    private final Settler settler;
    private @Nullable Session draining;

    Drain(Outbox outbox, Settler settler) {
        this.outbox = outbox;
        this.settler = settler;
    }

    @Override
    public void up(Session session) {}

    @Override
    public void down(Session session) {
        draining = null;
    }

    @Override
    public void draining(Session session) {
        draining = session;
        tick(0);
    }

    @Override
    public void tick(long nowMs) {
        Session session = draining;
        if (session != null && !outbox.isWaiting() && !settler.isWaiting()) {
            draining = null;
            session.channel().close();
        }
    }
}
