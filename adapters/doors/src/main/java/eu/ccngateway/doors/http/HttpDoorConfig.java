package eu.ccngateway.doors.http;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where an HTTP door answers, and its limits.
 *
 * @param port on the loopback address; 0 = any
 * @param directory where the door keeps its token and what it must know again after a crash
 * @param lease how long a caller may keep a message without settling it
 * @param bodyMax bytes of a body
 */
public record HttpDoorConfig(int port, Path directory, Duration lease, int bodyMax) {

    public static final int BODY_MAX = 20 << 20;

    public HttpDoorConfig {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port: " + port + " (expected: 0-65535)");
        }
        if (lease.isNegative() || lease.isZero()) {
            throw new IllegalArgumentException("lease: " + lease + " (expected: longer than nothing)");
        }
    }
}
