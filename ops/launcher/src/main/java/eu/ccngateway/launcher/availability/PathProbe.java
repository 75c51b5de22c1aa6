package eu.ccngateway.launcher.availability;

import eu.ccngateway.node.Browsed;
import eu.ccngateway.node.Message;
import eu.ccngateway.node.MessageKind;
import eu.ccngateway.node.Node;
import eu.ccngateway.node.NodeConfig;
import eu.ccngateway.node.NodeException;
import eu.ccngateway.node.NodeOptions;
import eu.ccngateway.protocol.message.MessageId;
import eu.ccngateway.protocol.message.QueueAddress;
import eu.ccngateway.protocol.message.WantedReports;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Sends a message the whole way to a queue of its own domain: sealed, verified, stored, taken, confirmed. Takes nothing from
 * the queue but what it sent itself.
 */
final class PathProbe implements AutoCloseable {

    private static final String TYPE = "PROBE-MSG.";

    private final Path network;
    private final String as;
    private final QueueAddress queue;
    private final Duration timeout;
    private final ProbeFile.WholePath path;
    private final long number;
    private final AtomicInteger sent;
    private volatile @Nullable Node node;
    private volatile boolean isReplaced;

    /** @param number different for every life of every prober, so that no two ids are equal */
    PathProbe(Path network, ProbeFile.WholePath path, Duration timeout, long number) {
        this(network, path, timeout, number, new AtomicInteger());
    }

    private PathProbe(Path network, ProbeFile.WholePath path, Duration timeout, long number, AtomicInteger sent) {
        this.network = network;
        this.path = path;
        this.sent = sent;
        this.as = path.node();
        this.queue = QueueAddress.parse(path.queue());
        this.timeout = timeout;
        this.number = number;
    }

    /** Whether the message came through in time. */
    synchronized boolean isThrough() {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            Node connected = node == null ? connect() : node;
            node = connected;
            MessageId mark = MessageId.parse("P" + Long.toString(number, 36) + "-" + sent.incrementAndGet());
            connected.put(message(mark)).get(leftUntil(deadline).toNanos(), TimeUnit.NANOSECONDS);
            boolean isThrough = isTaken(connected, queue.toString(), mark, deadline)
                    && isTaken(connected, reports(), mark, deadline);
            return isThrough && !leftUntil(deadline).isZero();
        } catch (NodeException | CompletionException | ExecutionException | TimeoutException e) {
            letGo();
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            if (isReplaced) {
                letGo();
            }
        }
    }

    /** One to go on with while this one is still busy giving up what it has begun; it closes itself then. */
    PathProbe replacement() {
        isReplaced = true;
        return new PathProbe(network, path, timeout, number, sent);
    }

    private Message message(MessageId mark) {
        String application = queue.queue().substring(queue.queue().indexOf('.') + 1);
        return Message.to(queue)
                .type(TYPE + application)
                .kind(MessageKind.DATAGRAM)
                .id(mark)
                .correlationId(mark)
                .reports(WantedReports.COD)
                .expiresIn(timeout.multipliedBy(2))
                .payload("probe".getBytes(StandardCharsets.US_ASCII))
                .build();
    }

    /** The REPORT queue of the same application. */
    private String reports() {
        return "REPORT" + queue.queue().substring(queue.queue().indexOf('-')) + "@" + queue.gatewayName();
    }

    private static boolean isTaken(Node node, String from, MessageId mark, long deadline) {
        Optional<Browsed> found = node.browse(from, mark, leftUntil(deadline));
        found.ifPresent(browsed -> browsed.delete().join());
        return found.isPresent();
    }

    private static Duration leftUntil(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    /** One attempt a look: a probe that tries again until the gateway is back would call it up too early. */
    private Node connect() {
        NodeOptions options = NodeOptions.builder()
                .connectTimeout(timeout)
                .reconnect(timeout.multipliedBy(2), timeout.multipliedBy(2))
                .patience(timeout)
                .closeTimeout(Duration.ofSeconds(1))
                .build();
        return Node.connect(
                NodeConfig.builderOfNetwork(network, as).options(options).build());
    }

    /** Without waiting for what is on its way: the next look comes soon, with a connection of its own. */
    private void letGo() {
        Node open = node;
        node = null;
        if (open != null) {
            CompletableFuture.runAsync(open::close);
        }
    }

    @Override
    public void close() {
        Node open = node;
        node = null;
        if (open != null) {
            open.close();
        }
    }
}
