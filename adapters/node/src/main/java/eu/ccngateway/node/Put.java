package eu.ccngateway.node;

import eu.ccngateway.protocol.message.MessageId;
import java.util.concurrent.CompletableFuture;

/**
 * A message on its way: completes when the gateway has it, or with a {@link NodeException}. Its continuations run on a
 * thread of the SDK that serves all results; let long work run elsewhere.
 */
public final class Put extends CompletableFuture<Accepted> {

    private final MessageId id;
    private final CompletableFuture<Void> spooled;

    Put(MessageId id, CompletableFuture<Void> spooled) {
        this.id = id;
        this.spooled = spooled;
    }

    /** The message's identity, also if the SDK made it. */
    public MessageId id() {
        return id;
    }

    /**
     * Completes once the message is in this machine's spool and so survives the end of the program. Without a spool it
     * completes with the acceptance.
     */
    public CompletableFuture<Void> spooled() {
        return spooled;
    }

    /** Waits for the acceptance; a failure is thrown as it is, without a wrapper. */
    public Accepted await() {
        return Waiting.on(this);
    }
}
