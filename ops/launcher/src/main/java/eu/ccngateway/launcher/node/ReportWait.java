package eu.ccngateway.launcher.node;

import eu.ccngateway.node.Browsed;
import eu.ccngateway.node.Node;
import eu.ccngateway.protocol.message.MessageId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Waits for what becomes of a message. Reports are looked at, never taken.
 *
 * @param name COA or COD
 */
record ReportWait(String name, Duration time) {

    /** After one of these, no other will come. */
    private static final Set<String> FINAL = Set.of("COD", "EXCEPTION", "EXPIRATION");

    boolean isWanted(String type) {
        return type.equals(name) || name.equals("COA") && type.equals("COD");
    }

    /** The report, or the one that tells that it will not come; empty when neither came in time. */
    Optional<Browsed> await(Node node, String queue, MessageId id) {
        List<Browsed> seen = new ArrayList<>();
        long deadline = System.nanoTime() + time.toNanos();
        try {
            while (true) {
                Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
                Optional<Browsed> next = node.browse(queue, id, left);
                if (next.isEmpty()) {
                    return Optional.empty();
                }
                seen.add(next.get());
                String type = next.get().message().type();
                if (type.equals(name) || FINAL.contains(type)) {
                    return next;
                }
            }
        } finally {
            seen.forEach(browsed -> browsed.release().join());
        }
    }
}
