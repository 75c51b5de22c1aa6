package eu.ccngateway.applications.conversation;

import java.util.Optional;

/**
 * A message as it came from the queue.
 *
 * @param type the message type on the network, for example {@code CD001C-MSG.NCTS}
 * @param sender the node that sealed it, for example {@code NTA.FR@CUSTTAX.FR}
 * @param kind what it is in its conversation
 * @param messageId the id it has on the network, as hex
 * @param correlationId the correlation id it has on the network, as hex
 * @param payload the content; not copied, never changed
 */
public record Incoming(
        String type, String sender, Kind kind, String messageId, Optional<String> correlationId, byte[] payload) {

    /** The message type without the project, for example {@code CD001C}. */
    public String name() {
        int end = type.indexOf("-MSG.");
        return end < 0 ? type : type.substring(0, end);
    }
}
