package eu.ccngateway.gateway.queue;

/**
 * Whether the storage can commit now.
 *
 * @param detail for people: journal kind and place, or what is wrong and what to do
 */
public record Readiness(boolean ready, String detail) {}
