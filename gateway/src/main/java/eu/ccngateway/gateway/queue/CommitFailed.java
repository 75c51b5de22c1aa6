package eu.ccngateway.gateway.queue;

import org.jspecify.annotations.Nullable;

/**
 * A unit of work that is not known to be durable. The entries it was to remove are no longer in anybody's hands: those
 * that are still there come again, marked redelivered.
 */
public final class CommitFailed extends RuntimeException {

    /** What is known about it. */
    public enum Outcome {
        /** Nothing of it was kept, and nothing will appear later. */
        NOTHING_KEPT,
        /** It may or may not have been kept. */
        UNKNOWN
    }

    private static final long serialVersionUID = 1L;

    private final Outcome outcome;

    public CommitFailed(Outcome outcome, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.outcome = outcome;
    }

    public Outcome outcome() {
        return outcome;
    }
}
