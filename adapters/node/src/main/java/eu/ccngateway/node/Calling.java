package eu.ccngateway.node;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Calls a partner and waits for the answer; nothing is kept, nothing is tried again. */
public interface Calling {

    /** Calls a queue at which a partner serves. Fails with {@link TimedOut} or what the gateway refused. */
    CompletableFuture<Reply> call(Message message, Duration timeout);

    /** Answers the calls to a queue of the own domain, several at a time. Survives reconnects. */
    Serving serve(String queue, CallHandler handler);
}
