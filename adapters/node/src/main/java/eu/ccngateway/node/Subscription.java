package eu.ccngateway.node;

/** Messages of one queue being handed over as they come. */
public interface Subscription extends AutoCloseable {

    /** The queue's address. */
    String queue();

    /** Ends it: waits for the handler to return, and gives back what was not handed over yet. */
    @Override
    void close();
}
