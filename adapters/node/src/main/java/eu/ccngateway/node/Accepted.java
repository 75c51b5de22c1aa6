package eu.ccngateway.node;

import java.time.Instant;

/**
 * The gateway has the message, durably.
 *
 * @param acceptance the gateway's number for it
 * @param at the gateway's clock at that moment
 * @param isDuplicate it had been accepted before: this is that first acceptance again
 */
public record Accepted(AcceptanceId acceptance, Instant at, boolean isDuplicate) {}
