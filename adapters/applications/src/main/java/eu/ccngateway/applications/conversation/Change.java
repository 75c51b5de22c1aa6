package eu.ccngateway.applications.conversation;

/**
 * A movement changed its state in one office role.
 *
 * @param movement the MRN
 * @param role the office role, for example {@code DEPARTURE}
 * @param from the state before; {@code NONE} if the movement was unknown
 * @param to the state now
 * @param cause the message, act or timer that did it, for example {@code CD006C}
 */
public record Change(String movement, String role, String from, String to, String cause) {}
