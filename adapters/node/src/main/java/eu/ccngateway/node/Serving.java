package eu.ccngateway.node;

/** Calls to one queue being answered. */
public interface Serving extends AutoCloseable {

    /** The queue's address. */
    String queue();

    /** No more calls are answered by this handler: the time-outs of their callers end them. */
    @Override
    void close();
}
