package eu.ccngateway.gateway.queue;

/** A standing wish for entries of one queue. */
public interface Subscription extends AutoCloseable {

    /** Allows so many more entries. Each entry taken uses up one; giving it back or losing it does not allow another. */
    void credit(int entries);

    /**
     * No more entries; what was taken and not removed goes back to the head of the queue, in order. An entry that was on
     * its way to the sink may still arrive; it went back too.
     */
    @Override
    void close();
}
