package eu.ccngateway.doors.files;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Where a file door works, and its limits.
 *
 * @param out what is dropped here is put
 * @param in what arrives is written here
 * @param queues own queues to take from; all the node may take from if empty
 * @param settle how long a dropped file must not have changed before it is taken
 * @param payloadMax bytes of a payload; larger ones are refused
 * @param waitingMax messages in {@code in}; with as many nothing more is taken from the gateway
 */
public record FileDoorConfig(Path out, Path in, List<String> queues, Duration settle, long payloadMax, int waitingMax) {

    public static final long PAYLOAD_MAX = 20L << 20;
    public static final int WAITING_MAX = 10_000;

    public FileDoorConfig {
        queues = List.copyOf(queues);
        Path one = out.toAbsolutePath().normalize();
        Path other = in.toAbsolutePath().normalize();
        if (one.startsWith(other) || other.startsWith(one)) {
            throw new IllegalArgumentException(
                    "in: " + in + " (expected: a directory outside of " + out + ", and not around it)");
        }
    }
}
