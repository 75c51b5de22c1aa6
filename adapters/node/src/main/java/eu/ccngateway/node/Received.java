package eu.ccngateway.node;

import eu.ccngateway.protocol.wire.Outcome;
import java.util.concurrent.CompletableFuture;

/**
 * A message taken from a queue, to be settled exactly once: acknowledged, rolled back or released, now or later, by any
 * thread, in any order.
 *
 * <p>The futures complete when the gateway has made it durable. They fail with {@link Disconnected} if the connection is
 * lost before that is known, and with DELIVERY_UNKNOWN if the gateway lost its store for a while. Then there is nothing to
 * do: the SDK remembers, and if the message comes again it is acknowledged again without being handed over.
 */
public final class Received extends Delivered {

    Received(Delivered delivered) {
        super(delivered);
    }

    /** Taken for good: it leaves the queue, and its sender gets a confirmation of delivery. */
    public CompletableFuture<Void> acknowledge() {
        return lease().settle(Outcome.ACKNOWLEDGE);
    }

    /** Back to the head of its queue; too many of these and it is dead-lettered. */
    public CompletableFuture<Void> rollback() {
        return lease().settle(Outcome.ROLLBACK);
    }

    /** Back to the head of its queue, as if it had never been taken. */
    public CompletableFuture<Void> release() {
        return lease().settle(Outcome.RELEASE);
    }
}
