package eu.ccngateway.gateway.queue;

/**
 * An entry in our hands: still in its queue, invisible to others, until a unit of work removes it or it is given back.
 * Good for one of the two; a unit of work that would remove an entry no longer in our hands fails and nothing of it is kept.
 */
public interface TakenEntry {

    StorageQueue queue();

    /** The receiver owns the body's reference. */
    Entry entry();

    /** Whether it may have been in somebody's hands before: it was, or it is older than the last start of the storage. */
    boolean redelivered();

    /** Puts it back at its old place, at the head of its queue. Does nothing if it is no longer in our hands. */
    void giveBack();
}
