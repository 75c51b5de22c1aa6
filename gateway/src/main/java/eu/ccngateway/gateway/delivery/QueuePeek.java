package eu.ccngateway.gateway.delivery;

import com.google.protobuf.InvalidProtocolBufferException;
import eu.ccngateway.gateway.exchange.Committer;
import eu.ccngateway.gateway.network.QueueSpec;
import eu.ccngateway.gateway.parcel.ParcelReader;
import eu.ccngateway.gateway.queue.DurableQueues;
import eu.ccngateway.gateway.queue.Entry;
import eu.ccngateway.gateway.queue.StorageQueue;
import eu.ccngateway.gateway.store.ParcelHead;
import eu.ccngateway.protocol.wire.Header;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * An operator looks at the head of a queue: headers only, nothing is taken, nobody waits for it. What is in nodes' hands or
 * fetched for them comes first, then what the storage holds, lane by lane. May block for the disk.
 */
public final class QueuePeek {

    /** A look copies whole entries, so it is short. */
    public static final int MAX = 100;

    private static final long ANSWER_SECONDS_MAX = 10;

    private final DurableQueues queues;
    private final Committer committer;
    private final DeliveryLoop delivery;

    public QueuePeek(DurableQueues queues, Committer committer, DeliveryLoop delivery) {
        this.queues = queues;
        this.committer = committer;
        this.delivery = delivery;
    }

    /**
     * A message in its queue.
     *
     * @param priority 0..9, as in force
     * @param isInHand with a node, which has not settled it yet
     * @param backOuts how often it was rolled back, as far as known
     */
    public record Peeked(
            long acceptance,
            long acceptedAtMs,
            Header header,
            int payloadLength,
            int priority,
            boolean isInHand,
            int backOuts) {}

    /** The first messages of a queue, in the order in which they would be handed out. */
    public List<Peeked> look(QueueSpec queue, int max) {
        int most = Math.min(max, MAX);
        List<Peeked> seen = new ArrayList<>(delivery.peek(queue.address(), most)
                .toCompletableFuture()
                .orTimeout(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)
                .join());
        Set<Long> known = new HashSet<>();
        seen.forEach(message -> known.add(message.acceptance()));
        for (StorageQueue.Lane lane : StorageQueue.Lane.values()) {
            StorageQueue storage =
                    new StorageQueue(queue.domain(), queue.address().toString(), lane);
            for (Entry entry : queues.peek(storage, most)) {
                try {
                    read(entry, most, known, seen);
                } finally {
                    entry.body().release();
                }
            }
        }
        seen.sort(Comparator.<Peeked, StorageQueue.Lane>comparing(message -> StorageQueue.Lane.of(message.priority()))
                .thenComparing(message -> !message.isInHand()));
        return List.copyOf(seen.subList(0, Math.min(most, seen.size())));
    }

    private void read(Entry entry, int most, Set<Long> known, List<Peeked> seen) {
        ParcelHead head = ParcelReader.readHead(entry);
        if (head.getPart() != 0) {
            return; // The rest of a large payload.
        }
        BitSet gone = committer.gone(head.getParcel()).orElseGet(BitSet::new);
        ByteBuf items = entry.body();
        for (int i = 0; i < head.getStampsCount() && i < most; i++) {
            int headerLength = items.readInt();
            int payloadLength = items.readInt();
            ByteBuf header = items.slice(items.readerIndex(), headerLength);
            long acceptance = head.getStamps(i).getAcceptance();
            if (!gone.get(i) && known.add(acceptance)) {
                seen.add(new Peeked(
                        acceptance,
                        head.getAcceptedAtMs(),
                        parsed(header, acceptance),
                        payloadLength,
                        head.getPriority(),
                        false,
                        0));
            }
            if (i + 1 < head.getStampsCount()) {
                items.skipBytes(headerLength + payloadLength);
            }
        }
    }

    /** A message at hand, as it is shown. */
    static Peeked of(QueuedMessage message, boolean isInHand) {
        ParcelHead head = message.parcel().head();
        return new Peeked(
                message.acceptance(),
                head.getAcceptedAtMs(),
                parsed(message.parcel().header(message.index()), message.acceptance()),
                message.parcel().payload(message.index()).readableBytes(),
                head.getPriority(),
                isInHand,
                message.backouts());
    }

    private static Header parsed(ByteBuf header, long acceptance) {
        try {
            return Header.parseFrom(header.nioBuffer());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("message " + acceptance + " holds a broken header", e);
        }
    }
}
