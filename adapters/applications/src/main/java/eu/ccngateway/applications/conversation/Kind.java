package eu.ccngateway.applications.conversation;

/** What a message is in its conversation. */
public enum Kind {
    REQUEST,
    REPLY,
    DATAGRAM
}
