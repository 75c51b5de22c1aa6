package eu.ccngateway.launcher.door;

import java.util.List;

/** A member state's system as it is: it knows its door and nothing else, and goes on whoever is killed. */
interface OwnSystem extends AutoCloseable {

    /**
     * Hands a message to the door, trying until that is done.
     *
     * @param text the payload; also the message's id
     */
    void send(String text) throws Exception;

    /** What has come since: payloads as they were, reports as {@code COA text} or {@code COD text}. */
    List<String> take() throws Exception;

    @Override
    default void close() throws Exception {}
}
