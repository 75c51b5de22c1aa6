package eu.ccngateway.node;

/** Takes the messages of a subscription. */
@FunctionalInterface
public interface MessageHandler {

    /**
     * Called for one message after the other. The message may be settled here or later. If this throws, the message is
     * rolled back, unless it was settled before.
     */
    void handle(Received message) throws Exception;
}
