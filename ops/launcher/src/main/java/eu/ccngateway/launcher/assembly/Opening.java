package eu.ccngateway.launcher.assembly;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Something that is opened on a thread of its own while the rest is made ready, and closed if nobody comes for it. */
final class Opening<T extends AutoCloseable> {

    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

    private final CompletableFuture<T> opened = new CompletableFuture<>();
    private boolean isTaken;

    Opening(String name, Supplier<T> opener) {
        Thread thread = new Thread(
                () -> {
                    try {
                        opened.complete(opener.get());
                    } catch (RuntimeException | Error e) {
                        opened.completeExceptionally(e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    /** What was opened, or the reason why not. It is the caller's from here on. */
    T take() {
        try {
            T result = opened.join();
            isTaken = true;
            return result;
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Closes what nobody took. */
    void closeUntaken() {
        if (isTaken) {
            return;
        }
        try {
            opened.join().close();
        } catch (Exception e) {
            LOG.debug("what was opening and is not needed did not open or close in order: {}", e.toString());
        }
    }
}
