package eu.ccngateway.gateway.exchange;

/**
 * The last stage: a message that is durable in its queue.
 *
 * @param acceptance its acceptance id
 */
record Stored(long acceptance, long acceptedAtMs) {}
