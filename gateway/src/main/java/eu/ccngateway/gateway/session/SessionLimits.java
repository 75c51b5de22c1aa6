package eu.ccngateway.gateway.session;

/**
 * What one connection may do. Told to the node in Welcome.
 *
 * @param headerMax bytes of one message's header
 * @param batchMax messages under one seal
 * @param inlineMax bytes of a payload that travels inside its frame
 * @param inFlightMax messages put and not yet answered
 * @param inFlightBytesMax the same in bytes, of all connections together
 * @param sealsKept seals each side remembers of the other
 */
public record SessionLimits(
        int frameMax,
        int headerMax,
        int batchMax,
        int inlineMax,
        long payloadMax,
        int callMax,
        int inFlightMax,
        long inFlightBytesMax,
        int sealsKept,
        long staleAfterMs,
        int heartbeatMs,
        int silenceMaxMs,
        int connectionsMax) {

    /** Bytes put and not yet answered at which a connection is no longer read. */
    public static final long UNANSWERED_BYTES_MAX = 8L << 20;

    /** Payloads in chunks a connection may have begun and not finished. */
    public static final int LARGE_PUTS_MAX = 4;

    public static final SessionLimits DEFAULTS = new SessionLimits(
            1 << 20,
            8 << 10,
            1024,
            256 << 10,
            20L << 20,
            32 << 10,
            8192,
            512L << 20,
            128,
            86_400_000L,
            5_000,
            15_000,
            10_000);
}
