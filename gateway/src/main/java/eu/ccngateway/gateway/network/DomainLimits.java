package eu.ccngateway.gateway.network;

/**
 * What one domain may use at most, so that its flood does not move anyone else.
 *
 * @param inFlightMessages messages of its nodes that are put and not yet answered
 * @param inFlightBytes the same in bytes
 * @param connectionsPerNode sessions one node may hold at a time
 * @param queueDepth messages each of its queues holds
 */
public record DomainLimits(int inFlightMessages, long inFlightBytes, int connectionsPerNode, long queueDepth) {

    /** For a domain whose file says nothing. */
    public static final DomainLimits DEFAULTS = new DomainLimits(32_768, 256L << 20, 64, 1_000_000);
}
