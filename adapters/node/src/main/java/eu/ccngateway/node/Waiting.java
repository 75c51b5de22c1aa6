package eu.ccngateway.node;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Waits for a future and throws what it failed with, as it is. */
final class Waiting {

    private Waiting() {}

    static <T> T on(CompletableFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof NodeException failure) {
                throw failure;
            }
            throw new NodeException(String.valueOf(cause.getMessage()), cause);
        } catch (CancellationException e) {
            throw new NodeException("cancelled by the program", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NodeException("the thread was interrupted while it waited for the gateway", e);
        }
    }
}
