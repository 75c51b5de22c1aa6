package eu.ccngateway.gateway.queue;

/** A standing wish for entries of one queue. */
public interface Subscription extends AutoCloseable {

    /** Allows so many more entries. */
    void credit(int entries);

    /** No more entries; what was taken and not removed goes back to the head of the queue, in order. */
    @Override
    void close();
}
