package eu.ccngateway.node;

import java.time.Duration;

/**
 * A call to be answered.
 *
 * @param sender the node that calls
 * @param timeLeft how long it waits
 */
public record IncomingCall(Message message, String sender, Duration timeLeft, Evidence evidence) {

    /** Starts the answer: addressed to the caller's reply-to queue, of kind REPLY, correlated with the call. */
    public Message.Builder answer(String type) {
        return Message.inReplyTo(message).type(type);
    }
}
