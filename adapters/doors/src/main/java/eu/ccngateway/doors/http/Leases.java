package eu.ccngateway.doors.http;

import eu.ccngateway.doors.Ledger;
import eu.ccngateway.node.Browsed;
import eu.ccngateway.node.Delivered;
import eu.ccngateway.node.Disconnected;
import eu.ccngateway.node.Received;
import eu.ccngateway.node.RefusedByGateway;
import eu.ccngateway.protocol.refusal.RefusalCode;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Messages that callers have and have not settled. A caller may settle a message though the door was started anew since:
 * that is written down, and when the message comes again it is acknowledged and handed to nobody.
 */
final class Leases {

    private static final int LEASES_MAX = 1_000;
    private static final long BYTES_MAX = 256L << 20;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._+-]{1,48}_[0-9a-f]{48}_[0-9a-f]{16}");

    private final Ledger done;
    private final Duration kept;
    private final LongSupplier nanos;
    private final RandomGenerator random;
    private final Map<String, Lease> leases = new LinkedHashMap<>();
    private long bytes;

    private record Lease(String token, Delivered delivered, long sinceNanos) {}

    /** What a caller wants done with a message. */
    enum Settling {
        ACKNOWLEDGE,
        ROLLBACK,
        RELEASE
    }

    Leases(Ledger done, Duration kept, LongSupplier nanos, RandomGenerator random) {
        this.done = done;
        this.kept = kept;
        this.nanos = nanos;
        this.random = random;
    }

    /** Refuses before anything is taken when callers have more than they settle. */
    synchronized void checkRoom() {
        if (leases.size() >= LEASES_MAX || bytes >= BYTES_MAX) {
            throw new Problem(
                    503,
                    "Too much on lease",
                    leases.size() + " messages, " + bytes + " bytes (expected: less than " + LEASES_MAX + ", and "
                            + BYTES_MAX + "); settle some first");
        }
    }

    /** The same whenever the same message comes. */
    private static String key(Delivered delivered) {
        String sender = delivered.sender();
        return sender.substring(sender.indexOf('@') + 1) + "_" + delivered.id().toHex();
    }

    /** Whether a caller has settled this message before it came again; it is acknowledged then. */
    boolean isDone(Delivered delivered) {
        String key = key(delivered);
        if (done.get(key).isEmpty()) {
            return false;
        }
        settle(delivered, Settling.ACKNOWLEDGE).thenRun(() -> done.remove(key));
        return true;
    }

    /** Lends a message to a caller; gives the name to settle it under. */
    synchronized String lend(Delivered delivered) {
        String key = key(delivered);
        String token = key + "_" + HexFormat.of().toHexDigits(random.nextLong());
        leases.put(key, new Lease(token, delivered, nanos.getAsLong()));
        bytes += delivered.message().payloadLength();
        return token;
    }

    private synchronized void end(String key, Lease lease) {
        if (leases.remove(key, lease)) {
            bytes -= lease.delivered.message().payloadLength();
        }
    }

    /** Settles a message; true when the gateway has it durably, false when it will be done as soon as the message is here. */
    boolean settle(String token, Settling wanted) throws IOException {
        if (!FORM.matcher(token).matches()) {
            throw new Problem(404, "No such lease", "a lease is what Ccn-Lease said when the message was handed out");
        }
        String key = token.substring(0, token.lastIndexOf('_'));
        Lease lease;
        synchronized (this) {
            lease = leases.get(key);
        }
        if (lease == null) {
            return settleLater(key, wanted);
        }
        if (!lease.token.equals(token)) {
            throw new Problem(409, "Lease ended", "it was not settled in time, and another caller has the message now");
        }
        try {
            settle(lease.delivered, wanted).join();
            end(key, lease);
            return true;
        } catch (CompletionException e) {
            end(key, lease);
            return unknown(key, wanted, e);
        }
    }

    private boolean unknown(String key, Settling wanted, CompletionException failure) throws IOException {
        boolean mayComeAgain = failure.getCause() instanceof Disconnected
                || failure.getCause() instanceof RefusedByGateway refused
                        && refused.code()
                                .filter(code -> code == RefusalCode.DELIVERY_UNKNOWN)
                                .isPresent();
        if (mayComeAgain) {
            return settleLater(key, wanted);
        }
        throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
    }

    private boolean settleLater(String key, Settling wanted) throws IOException {
        if (wanted == Settling.ACKNOWLEDGE) {
            done.getOrPut(key, "done");
        }
        // Anything else has happened already: a message nobody holds is back in its queue.
        return false;
    }

    /** Returns what was not settled in time. */
    void sweep() {
        Map<String, Lease> late = new LinkedHashMap<>();
        synchronized (this) {
            leases.forEach((key, lease) -> {
                if (nanos.getAsLong() - lease.sinceNanos > kept.toNanos()) {
                    late.put(key, lease);
                }
            });
        }
        late.forEach((key, lease) -> {
            end(key, lease);
            settle(lease.delivered, Settling.RELEASE);
        });
    }

    private static CompletableFuture<Void> settle(Delivered delivered, Settling wanted) {
        if (delivered instanceof Browsed browsed) {
            return wanted == Settling.ACKNOWLEDGE ? browsed.delete() : browsed.release();
        }
        Received received = (Received) delivered;
        return switch (wanted) {
            case ACKNOWLEDGE -> received.acknowledge();
            case ROLLBACK -> received.rollback();
            case RELEASE -> received.release();
        };
    }
}
