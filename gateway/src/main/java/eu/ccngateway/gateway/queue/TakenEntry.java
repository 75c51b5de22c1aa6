package eu.ccngateway.gateway.queue;

/** An entry in our hands: still in its queue, invisible to others, until a unit of work removes it or it is given back. */
public interface TakenEntry {

    StorageQueue queue();

    /** The receiver owns the body's reference. */
    Entry entry();

    /** Whether it was in somebody's hands before. */
    boolean redelivered();

    /** Puts it back at the head of its queue. */
    void giveBack();
}
