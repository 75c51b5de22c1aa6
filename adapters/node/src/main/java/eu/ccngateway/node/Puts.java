package eu.ccngateway.node;

import eu.ccngateway.protocol.message.MessageId;
import eu.ccngateway.protocol.seal.SealingKey;
import eu.ccngateway.protocol.seal.Sha256;
import eu.ccngateway.protocol.wire.Header;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where puts begin: completes the header, waits for room, and hands the message to the sealer. */
final class Puts implements Party {

    private static final Logger LOG = LoggerFactory.getLogger(Puts.class);
    /** Payloads in files up to this size are read at once. */
    static final int READ_MAX = 256 << 10;

    private static final Outgoing.Ending NOBODY = (message, failure) -> {};
    private static final int BUFFER = 64 << 10;

    private final NodeOptions options;
    private final Parts parts;
    private final Clock clock;
    private final Roles roles;
    private final Counts counts;
    private final Sealer sealer;
    private final Thread sealing;
    /** Where a put waits for room: the window, or the spool in front of it. */
    private final Window door;

    private final @Nullable Spool spool;
    private final AtomicLong sequence = new AtomicLong();
    private final AtomicBoolean isClosed = new AtomicBoolean();

    /** What a put passes through. */
    record Parts(Stamp stamp, Window window, PutEnd end, Outbox outbox) {}

    Puts(NodeConfig config, SealingKey key, Parts parts, Clock clock, Roles roles, Counts counts) {
        options = config.options();
        this.parts = parts;
        this.clock = clock;
        this.roles = roles;
        this.counts = counts;
        Outbox outbox = parts.outbox;
        sealer = new Sealer(key, options, batch -> roles.toLoop(() -> outbox.offer(batch)), parts.end::failed);
        outbox.onBatchQuiet(sealer::batchQuiet);
        sealing = roles.sealer(sealer::run);
        spool = options.spool()
                .map(chosen -> new Spool(config, chosen, parts.window, roles, this::send))
                .orElse(null);
        door = spool == null ? parts.window : spool.room();
    }

    void start() {
        sealing.start();
        if (spool != null) {
            spool.start();
        }
    }

    Put put(Message message) {
        Outgoing outgoing = outgoing(message);
        long size = size(outgoing);
        if (roles.isCompleting()) {
            door.enterAnyway(size);
        } else {
            try {
                door.enter(size);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new NodeException("the thread was interrupted while it waited for room to put", e);
            }
        }
        return go(outgoing);
    }

    Optional<Put> tryPut(Message message) {
        Outgoing outgoing = outgoing(message);
        return door.tryEnter(size(outgoing)) ? Optional.of(go(outgoing)) : Optional.empty();
    }

    private long size(Outgoing outgoing) {
        return spool == null ? outgoing.cost() : outgoing.payload.length();
    }

    private Outgoing outgoing(Message message) {
        Header header = parts.stamp.forQueue(message);
        Put put = new Put(MessageId.of(header.getId().toByteArray()), new CompletableFuture<>());
        Payload payload = message.content();
        if (payload instanceof Payload.Stretch && payload.length() <= READ_MAX) {
            payload = Payload.Bytes.of(payload.toBytes());
        }
        long deadline = clock.millis() + options.patience().toMillis();
        return new Outgoing(put, header, payload, sequence.incrementAndGet(), deadline, NOBODY);
    }

    private Put go(Outgoing outgoing) {
        counts.put.increment();
        if (spool == null) {
            send(outgoing);
        } else {
            spool.add(outgoing);
        }
        return outgoing.put;
    }

    private void send(Outgoing outgoing) {
        if (outgoing.payload instanceof Payload.Stretch stretch) {
            roles.files().execute(() -> hashThenSeal(outgoing, stretch));
        } else {
            sealer.add(outgoing);
        }
    }

    private void hashThenSeal(Outgoing outgoing, Payload.Stretch stretch) {
        Sha256 sha256 = Sha256.mine();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = stretch.open()) {
            long left = stretch.length();
            for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
                sha256.add(buffer, 0, count);
                left -= count;
            }
            outgoing.payloadSha256 = sha256.finish();
            if (left != 0) {
                throw new IOException("it ended " + left + " bytes early");
            }
            sealer.add(outgoing);
        } catch (IOException e) {
            sha256.finish();
            parts.end.failed(outgoing, new NodeException("payload: " + stretch.file() + " cannot be read: " + e, e));
        }
    }

    @Override
    public void up(Session session) {
        sealer.gateway(PutLimits.of(session.welcome(), options));
    }

    @Override
    public void down(Session session) {
        sealer.gateway(null);
    }

    @Override
    public void draining(Session session) {
        sealer.gateway(null);
    }

    @Override
    public void tick(long nowMs) {
        for (Outgoing message : sealer.expired(nowMs)) {
            parts.end.failed(
                    message,
                    new Disconnected(
                            "put of " + message.put.id() + ": no gateway for " + options.patience()
                                    + "; it was not sent. Put message() again",
                            false,
                            message.message()));
        }
    }

    /** Takes no more; false if that was so already. */
    boolean close() {
        if (!isClosed.compareAndSet(false, true)) {
            return false;
        }
        if (spool != null) {
            spool.close();
        }
        parts.window.close();
        return true;
    }

    /** Waits for what is on its way, as long as the options say. What is in a spool need not wait for a gateway. */
    void awaitEnd(boolean isConnected) {
        if (spool != null && !isConnected) {
            return;
        }
        Duration timeout = options.closeTimeout();
        try {
            if (!parts.window.awaitEmpty(timeout.toNanos())) {
                LOG.warn("Some puts have no result after {}", timeout);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Fails what is left. */
    void stop() {
        NodeClosed closed = new NodeClosed("the node was closed before a gateway accepted the message"
                + (spool == null ? "" : "; it stays in the spool"));
        sealer.stop().forEach(message -> parts.end.failed(message, closed));
    }

    /** Once the connection is gone. */
    void release() {
        if (spool != null) {
            spool.release();
        }
    }
}
