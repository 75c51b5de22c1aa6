package eu.ccngateway.gateway.config;

import java.time.Duration;

/**
 * How large and how many things may be.
 *
 * @param frameMax bytes of a frame
 * @param batchMax messages under one seal
 * @param inlineMax payloads above it travel in chunks
 * @param payloadMax bytes of a payload
 * @param callMax bytes of a call's payload
 * @param headerMax bytes of a message's header
 * @param inFlightMax messages put and not yet answered on one connection
 * @param inFlightBytesMax bytes put and not yet answered on all connections together
 * @param connectionsMax sessions of all nodes together
 * @param staleAfter messages created longer ago are refused; also how far the duplicate window reaches at least
 */
public record LimitsConfig(
        int frameMax,
        int batchMax,
        int inlineMax,
        long payloadMax,
        int callMax,
        int headerMax,
        int inFlightMax,
        long inFlightBytesMax,
        int connectionsMax,
        Duration staleAfter) {

    public static final LimitsConfig DEFAULTS = new LimitsConfig(
            1 << 20, 1024, 256 << 10, 20L << 20, 32 << 10, 8 << 10, 8192, 512L << 20, 4096, Duration.ofHours(24));
}
