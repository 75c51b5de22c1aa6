package eu.ccngateway.node;

import eu.ccngateway.protocol.wire.Outcome;
import java.util.concurrent.CompletableFuture;

/** A message that is looked at: nobody else sees it until it is deleted or released. */
public final class Browsed extends Delivered {

    Browsed(Delivered delivered) {
        super(delivered);
    }

    /** Takes it for good: it leaves the queue, and its sender gets a confirmation of delivery. */
    public CompletableFuture<Void> delete() {
        return lease().settle(Outcome.ACKNOWLEDGE);
    }

    /** Lets the others see it again. */
    public CompletableFuture<Void> release() {
        return lease().settle(Outcome.RELEASE);
    }
}
