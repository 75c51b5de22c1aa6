package eu.ccngateway.node;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Messages taken together: all are acknowledged, or all go back. One thread at a time. If the connection is lost before
 * the commit, all go back and the commit fails with {@link Disconnected}.
 */
public interface Transaction extends AutoCloseable {

    /** The next message, waiting for one if there is none; empty if none came. */
    Optional<Delivered> get(String queue, Duration wait);

    /** Up to {@code max} messages, waiting for the first if there is none. */
    List<Delivered> get(String queue, int max, Duration wait);

    /** Acknowledges everything taken so far; the transaction can then be used again. */
    CompletableFuture<Void> commit();

    /** Returns everything taken so far, counted as a back-out of each; the transaction can then be used again. */
    CompletableFuture<Void> rollback();

    /** Rolls back what was not committed. */
    @Override
    void close();
}
