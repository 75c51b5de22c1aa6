package eu.ccngateway.node;

import java.util.Optional;

/** Puts messages. */
public interface Sending {

    /**
     * Puts a message. Returns at once while there is room for one more on its way; waits for room otherwise, which is
     * how a gateway that is slower than the program slows it down. In a continuation of another put's result it never
     * waits.
     *
     * @throws IllegalArgumentException if the message could never be accepted; the text names the field
     * @throws NodeClosed if the node is closed
     */
    Put put(Message message);

    /** As {@link #put}, but never waits: empty if there is no room now. */
    Optional<Put> tryPut(Message message);
}
