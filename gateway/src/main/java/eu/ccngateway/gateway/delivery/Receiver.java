package eu.ccngateway.gateway.delivery;

import com.google.protobuf.ByteString;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import eu.ccngateway.protocol.wire.Chunk;
import eu.ccngateway.protocol.wire.Frame;
import eu.ccngateway.protocol.wire.Seal;
import eu.ccngateway.protocol.wire.WireFrame;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** What delivery knows of a session: its leases, its subscriptions, and what is on its way to it. Confined to the delivery thread. */
public final class Receiver {

    private static final int CHUNK_BYTES = 64 * 1024;

    /** Subscriptions, and gets that wait. */
    private static final int WISHES_MAX = 256;

    private final Recipient recipient;
    private final int sealsKept;
    private final NavigableMap<Long, Lease> leases = new TreeMap<>();
    private final Map<Long, Subscriber> subscribers = new HashMap<>();
    private final Set<ByteString> sealsSent = new LinkedHashSet<>();
    private final Deque<ChunkedPayload> chunked = new ArrayDeque<>();
    private long lastDelivery;
    private boolean isClosed;
    private boolean hasTimedLeases;
    private int waitingGets;

    Receiver(Recipient recipient, int sealsKept) {
        this.recipient = recipient;
        this.sealsKept = sealsKept;
    }

    private static final class ChunkedPayload {
        private final long delivery;
        private final ByteBuf rest;

        ChunkedPayload(long delivery, ByteBuf rest) {
            this.delivery = delivery;
            this.rest = rest;
        }
    }

    Recipient recipient() {
        return recipient;
    }

    NavigableMap<Long, Lease> leases() {
        return leases;
    }

    Map<Long, Subscriber> subscribers() {
        return subscribers;
    }

    void lease(long delivery, Lease lease) {
        leases.put(delivery, lease);
        hasTimedLeases |= lease.endsAtMs() != 0;
    }

    void getBegins() {
        waitingGets++;
    }

    void getEnds() {
        waitingGets--;
    }

    /** Refuses a wish with a number that is in use, and one too many. */
    void checkWish(long request) {
        if (subscribers.containsKey(request)) {
            throw new RefusedException(
                    RefusalCode.REQUEST_INVALID,
                    "request: " + request + " is the number of a subscription (expected: one that is not in use)");
        }
        int wishes = subscribers.size() + waitingGets;
        if (wishes >= WISHES_MAX) {
            throw new RefusedException(
                    RefusalCode.TOO_MUCH_IN_FLIGHT,
                    "subscriptions and waiting gets: " + wishes + " (expected: below " + WISHES_MAX
                            + " on a connection)");
        }
    }

    /** Whether it ever took something for a limited time. */
    boolean hasTimedLeases() {
        return hasTimedLeases;
    }

    boolean isClosed() {
        return isClosed;
    }

    /** Whether more should be handed to it now. */
    boolean takesMore() {
        return !isClosed && recipient.isWritable() && chunked.size() < 2;
    }

    long nextDelivery() {
        return ++lastDelivery;
    }

    void send(Frame.Builder frame) {
        recipient.send(WireFrame.of(frame));
    }

    void send(Frame.Builder frame, ByteBuf tail) {
        recipient.send(WireFrame.of(frame, tail));
    }

    /** Sends a seal unless the other side still remembers it. */
    void sendSeal(Seal seal) {
        if (!sealsSent.add(seal.getId())) {
            return;
        }
        if (sealsSent.size() > sealsKept) {
            var oldest = sealsSent.iterator();
            oldest.next();
            oldest.remove();
        }
        send(Frame.newBuilder().setSeal(seal));
    }

    /** Sends a payload in chunks, as the connection takes them. Takes the payload over. */
    void sendChunked(long delivery, ByteBuf payload) {
        chunked.add(new ChunkedPayload(delivery, payload));
        pump();
    }

    /** Sends the next chunks of what is on its way, each payload in turn. */
    void pump() {
        while (!chunked.isEmpty() && !isClosed && recipient.isWritable()) {
            ChunkedPayload next = chunked.poll();
            ByteBuf chunk = next.rest.readRetainedSlice(Math.min(CHUNK_BYTES, next.rest.readableBytes()));
            send(Frame.newBuilder().setChunk(Chunk.newBuilder().setOf(next.delivery)), chunk);
            if (next.rest.isReadable()) {
                chunked.add(next);
            } else {
                next.rest.release();
            }
        }
    }

    void close() {
        isClosed = true;
        chunked.forEach(payload -> payload.rest.release());
        chunked.clear();
        leases.clear();
        subscribers.clear();
    }
}
