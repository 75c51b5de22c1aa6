package eu.ccngateway.applications.conversation;

/**
 * A message that the application wants sent. The runtime knows which queue and gateway an application's address means.
 *
 * @param to the receiving application's address, for example {@code NTA.DE}; its last two characters are the domain
 * @param channel the kind of queue it belongs on
 * @param type the message type on the network, for example {@code CD001C-MSG.NCTS}
 * @param kind what it is in its conversation
 * @param priority 0 to 9, 9 is the most urgent
 * @param identification the message identification inside the payload: unique for its sender, so that a runtime that does
 *     not know whether it sent this can derive the same network id from it again
 * @param correlation what groups the conversation on the network: the MRN of the movement, or nothing ({@code ""})
 * @param payload the content; not copied, never changed
 */
public record Outgoing(
        String to,
        Channel channel,
        String type,
        Kind kind,
        int priority,
        String identification,
        String correlation,
        byte[] payload) {

    /** The message type without the project, for example {@code CD001C}. */
    public String name() {
        int end = type.indexOf("-MSG.");
        return end < 0 ? type : type.substring(0, end);
    }
}
