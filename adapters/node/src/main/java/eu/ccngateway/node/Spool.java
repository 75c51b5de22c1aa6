package eu.ccngateway.node;

import eu.ccngateway.protocol.message.MessageId;
import eu.ccngateway.protocol.wire.Header;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what is put on this machine's disk until a gateway has it, and feeds it to the sealer as the window has room. A
 * message is never on the wire before it is in the spool. Its id and header are made before, so what is put again after
 * a crash is the same message, and the gateway does not double it.
 */
final class Spool {

    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);

    private final NodeConfig config;
    private final SpoolFiles files;
    private final Window room;
    private final Window inFlight;
    private final Roles roles;
    private final Consumer<Outgoing> next;
    private final ExecutorService worker;
    private final List<Outgoing> arrived = new ArrayList<>();
    private final AtomicBoolean isFeedDue = new AtomicBoolean();

    /** Only on the worker. */
    private final ArrayDeque<Kept> backlog = new ArrayDeque<>();

    private boolean isClosed;

    /** A message in the spool; {@code message} is null while it is only there. */
    private record Kept(
            SpoolSegment.Place place, Put put, @Nullable Outgoing message) {}

    /** @param next where a message goes from here */
    Spool(NodeConfig config, NodeOptions.SpoolOptions options, Window inFlight, Roles roles, Consumer<Outgoing> next) {
        this.config = config;
        this.inFlight = inFlight;
        this.roles = roles;
        this.next = next;
        room = new Window(options.messagesMax(), options.bytesMax());
        worker = roles.single("spool");
        try {
            files = new SpoolFiles(options.directory());
            for (SpoolSegment.Place place : files.recovered()) {
                takeUp(place);
            }
        } catch (IOException e) {
            throw new NodeException(
                    "spool: " + options.directory() + " cannot be used: " + e + "; check owner and room", e);
        }
        if (!backlog.isEmpty()) {
            LOG.info("{} messages of an earlier run are in the spool {}", backlog.size(), options.directory());
        }
    }

    private void takeUp(SpoolSegment.Place place) throws IOException {
        Header header = place.header();
        if (!header.getSender().equals(config.node().toString())) {
            throw new NodeException("spool: holds messages of " + header.getSender() + " (expected: of " + config.node()
                    + "); give each node a directory of its own");
        }
        Put put = new Put(MessageId.of(header.getId().toByteArray()), CompletableFuture.completedFuture(null));
        room.enterAnyway(place.payloadLength());
        backlog.add(new Kept(place, put, null));
    }

    /** What a caller must pass to put. */
    Window room() {
        return room;
    }

    void start() {
        feedSoon();
    }

    /** Takes a message over; its place in the {@link #room} is taken. Any thread. */
    void add(Outgoing message) {
        synchronized (arrived) {
            arrived.add(message);
            if (arrived.size() > 1) {
                return;
            }
        }
        try {
            worker.execute(this::store);
        } catch (RejectedExecutionException e) {
            fail(message, new NodeClosed("the node is closed: nothing can be put any more"));
        }
    }

    /** All that arrived while the last ones were forced to the disk, with one force. */
    private void store() {
        List<Outgoing> all;
        synchronized (arrived) {
            all = List.copyOf(arrived);
            arrived.clear();
        }
        List<Kept> kept = new ArrayList<>(all.size());
        try {
            for (Outgoing message : all) {
                SpoolSegment.Place place = files.append(files.nextSequence(), message.headerBytes, message.payload);
                // A file of the program may be gone from now on: the copy in the spool is what counts.
                boolean isHeld = message.payload instanceof Payload.Bytes
                        && backlog.size() + kept.size() < config.options().inFlightMax();
                kept.add(new Kept(place, message.put, isHeld ? message : null));
            }
            files.force();
        } catch (IOException e) {
            LOG.error("The spool cannot take messages", e);
            NodeException failure = new NodeException("spool: cannot be written: " + e + "; check its room", e);
            all.forEach(message -> fail(message, failure));
            kept.forEach(one -> forget(one.place));
            return;
        }
        backlog.addAll(kept);
        roles.complete(() -> kept.forEach(one -> one.put.spooled().complete(null)));
        feed();
    }

    private void fail(Outgoing message, NodeException failure) {
        room.leave(1, message.payload.length());
        roles.complete(() -> {
            message.put.spooled().completeExceptionally(failure);
            message.put.completeExceptionally(failure);
        });
    }

    private void feedSoon() {
        if (isFeedDue.compareAndSet(false, true)) {
            try {
                worker.execute(() -> {
                    isFeedDue.set(false);
                    feed();
                });
            } catch (RejectedExecutionException ignored) {
                // Closed: what is in the spool stays there.
            }
        }
    }

    private void feed() {
        while (!backlog.isEmpty() && !isClosed) {
            Kept first = backlog.remove();
            try {
                Outgoing message = load(first);
                if (!inFlight.tryEnter(message.cost())) {
                    backlog.addFirst(new Kept(first.place, first.put, message));
                    return;
                }
                next.accept(message);
            } catch (NodeClosed closed) {
                backlog.addFirst(first);
                return;
            } catch (IOException e) {
                LOG.error("A message cannot be read from the spool any more", e);
                NodeException failure = new NodeException("spool: cannot be read: " + e, e);
                roles.complete(() -> first.put.completeExceptionally(failure));
            }
        }
    }

    private Outgoing load(Kept kept) throws IOException {
        Header header = kept.message == null ? kept.place.header() : kept.message.header;
        Payload payload = kept.message == null ? kept.place.payload() : kept.message.payload;
        if (payload instanceof Payload.Stretch && payload.length() <= Puts.READ_MAX) {
            payload = Payload.Bytes.of(payload.toBytes());
        }
        SpoolSegment.Place place = kept.place;
        return new Outgoing(
                kept.put,
                header,
                payload,
                place.sequence(),
                Long.MAX_VALUE,
                (message, failure) -> ended(place, message, failure));
    }

    /** A message has reached its end; but for the end of the node, that is the end of its place in the spool. */
    private void ended(SpoolSegment.Place place, Outgoing message, @Nullable NodeException failure) {
        if (failure instanceof NodeClosed) {
            return;
        }
        if (failure != null) {
            LOG.warn("Message {} of the spool is given up: {}", message.put.id(), failure.getMessage());
            Message lost = Message.received(message.header, message.payload);
            roles.complete(() -> config.listener().spooledMessageFailed(lost, failure));
        }
        room.leave(1, place.payloadLength());
        try {
            worker.execute(() -> {
                forget(place);
                feedSoon();
            });
        } catch (RejectedExecutionException ignored) {
            // Closed: it is put again by the next run, and not doubled.
        }
    }

    private void forget(SpoolSegment.Place place) {
        try {
            files.done(place);
        } catch (IOException e) {
            LOG.warn(
                    "The spool cannot note that a message is done; it will be put again, and not doubled: {}",
                    e.toString());
        }
    }

    /** Takes no more, and feeds no more. */
    void close() {
        room.close();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        worker.execute(() -> {
            isClosed = true;
            closed.complete(null);
        });
        Waiting.on(closed);
    }

    /** Leaves what is left for the next run and lets go of the files, once nothing ends any more. */
    void release() {
        CompletableFuture<Void> released = new CompletableFuture<>();
        worker.execute(() -> {
            NodeClosed why = new NodeClosed("the node was closed; the message stays in its spool");
            List<Kept> left = List.copyOf(backlog);
            roles.complete(() -> left.forEach(kept -> kept.put.completeExceptionally(why)));
            try {
                files.close();
            } catch (IOException e) {
                LOG.warn("The spool did not close in order: {}", e.toString());
            }
            released.complete(null);
        });
        worker.shutdown();
        Waiting.on(released);
    }
}
