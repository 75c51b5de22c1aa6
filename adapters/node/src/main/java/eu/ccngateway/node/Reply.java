package eu.ccngateway.node;

/**
 * The answer to a call.
 *
 * @param sender the node that answered
 */
public record Reply(Message message, String sender, Evidence evidence) {}
