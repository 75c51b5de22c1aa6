package eu.ccngateway.gateway.config;

import eu.ccngateway.gateway.queue.Entry;
import eu.ccngateway.gateway.yaml.Values;
import eu.ccngateway.gateway.yaml.YamlMap;
import java.time.Duration;

/** Binds {@code limits} and sees that they fit together. */
final class LimitsReader {

    private static final long KIB = 1L << 10;
    private static final long MIB = 1L << 20;
    /** A frame becomes one entry of the storage, with a head in front: room for that is left. */
    private static final long FRAME_MAX = Entry.BODY_MAX - 256 * KIB;

    private LimitsReader() {}

    static LimitsConfig read(YamlMap map) {
        LimitsConfig usual = LimitsConfig.DEFAULTS;
        LimitsConfig limits = new LimitsConfig(
                bytes(map, "frame-max", 128 * KIB, FRAME_MAX, usual.frameMax()),
                map.optional("batch-max", Values.integer(1, 1024), usual.batchMax()),
                bytes(map, "inline-max", KIB, MIB, usual.inlineMax()),
                map.optional("payload-max", Values.bytes(KIB, 1024 * MIB), usual.payloadMax()),
                bytes(map, "call-max", KIB, MIB, usual.callMax()),
                bytes(map, "header-max", KIB, 64 * KIB, usual.headerMax()),
                map.optional("in-flight-max", Values.integer(1, 1_000_000), usual.inFlightMax()),
                map.optional(
                        "in-flight-bytes-max", Values.bytes(16 * MIB, Long.MAX_VALUE / 2), usual.inFlightBytesMax()),
                map.optional("connections-max", Values.integer(1, 100_000), usual.connectionsMax()),
                map.optional(
                        "stale-after",
                        Values.duration(Duration.ofMinutes(1), Duration.ofDays(30)),
                        usual.staleAfter()));
        check(map, limits);
        map.refuseOthers();
        return limits;
    }

    private static int bytes(YamlMap map, String key, long min, long max, int usual) {
        return Math.toIntExact(map.optional(key, Values.bytes(min, max), (long) usual));
    }

    private static void check(YamlMap map, LimitsConfig limits) {
        int needed = limits.inlineMax() + limits.headerMax() + (int) (64 * KIB);
        if (limits.frameMax() < needed) {
            map.wrong(
                    "frame-max",
                    limits.frameMax() + " bytes (expected: at least " + needed
                            + ", for a payload of inline-max, its header and its seal)");
        }
        if (limits.payloadMax() < limits.inlineMax()) {
            map.wrong(
                    "payload-max",
                    limits.payloadMax() + " bytes (expected: at least inline-max, " + limits.inlineMax() + ")");
        }
        if (limits.callMax() > limits.inlineMax()) {
            map.wrong(
                    "call-max", limits.callMax() + " bytes (expected: at most inline-max, " + limits.inlineMax() + ")");
        }
        if (limits.payloadMax() > limits.inFlightBytesMax()) {
            map.wrong(
                    "payload-max",
                    limits.payloadMax() + " bytes (expected: at most in-flight-bytes-max, " + limits.inFlightBytesMax()
                            + ")");
        }
    }
}
