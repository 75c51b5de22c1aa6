package eu.ccngateway.gateway.delivery;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import eu.ccngateway.gateway.exchange.Committer;
import eu.ccngateway.gateway.exchange.Ending;
import eu.ccngateway.gateway.parcel.Parcel;
import eu.ccngateway.gateway.parcel.ParcelReader;
import eu.ccngateway.gateway.queue.DurableQueues;
import eu.ccngateway.gateway.queue.Entry;
import eu.ccngateway.gateway.queue.StorageQueue;
import eu.ccngateway.gateway.queue.TakenEntry;
import eu.ccngateway.gateway.store.DeadLetter;
import eu.ccngateway.gateway.store.End;
import eu.ccngateway.gateway.store.ParcelHead;
import eu.ccngateway.gateway.store.Stamp;
import eu.ccngateway.protocol.message.ReportRows;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.wire.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What an operator does with messages nobody could take: look, put back, throw away. Calls may block for the disk. */
public final class DeadLetters {

    private static final int LIST_MAX = 1_000;

    private final DurableQueues queues;
    private final Committer committer;

    public DeadLetters(DurableQueues queues, Committer committer) {
        this.queues = queues;
        this.committer = committer;
    }

    /**
     * A dead letter.
     *
     * @param id for {@link #retry} and {@link #discard}
     * @param acceptance of the message
     */
    public record Letter(long id, long acceptance, Header header, DeadLetter why, int payloadLength) {}

    /** The first ones, oldest first. */
    public List<Letter> list(int max) {
        List<Letter> letters = new ArrayList<>();
        for (Entry entry : queues.peek(StorageQueue.DEAD_LETTERS, Math.min(max, LIST_MAX))) {
            try {
                ParcelHead head = ParcelReader.readHead(entry);
                if (head.getPart() == 0) {
                    letters.add(letter(head, entry));
                }
            } finally {
                entry.body().release();
            }
        }
        return letters;
    }

    /** One of the first ones. */
    public Optional<Letter> find(long id) {
        return list(LIST_MAX).stream().filter(letter -> letter.id() == id).findFirst();
    }

    public long count() {
        return queues.countMessages(StorageQueue.DEAD_LETTERS);
    }

    /** Puts a dead letter back into its queue; empty when there is none with this id. */
    public CompletionStage<Boolean> retry(long id, String operator) {
        return leave(id, parcel -> new Ending(parcel, 0, End.REVIVED, operator, 0, "put back by an operator"));
    }

    /** Throws a dead letter away; false when there is none with this id. */
    public CompletionStage<Boolean> discard(long id, String operator) {
        return leave(
                id,
                parcel -> new Ending(
                        parcel, 0, End.PURGED, operator, RefusalCode.DISCARDED.number(), "discarded by an operator"));
    }

    private CompletionStage<Boolean> leave(long id, java.util.function.Function<Parcel, Ending> ending) {
        Optional<Parcel> taken = take(id);
        if (taken.isEmpty()) {
            return CompletableFuture.completedFuture(false);
        }
        Parcel parcel = taken.get();
        return committer.end(List.of(ending.apply(parcel))).handle((nothing, failure) -> {
            parcel.release();
            if (failure != null) {
                parcel.entries().forEach(TakenEntry::giveBack);
                throw new IllegalStateException("the dead letter stays: " + failure.getMessage(), failure);
            }
            return true;
        });
    }

    private Optional<Parcel> take(long id) {
        ParcelReader reader = new ParcelReader();
        List<TakenEntry> parts = new ArrayList<>();
        for (long next = id; ; next++) {
            Optional<TakenEntry> part = queues.takeOne(StorageQueue.DEAD_LETTERS, next);
            if (part.isEmpty()) {
                reader.reset();
                parts.forEach(TakenEntry::giveBack);
                return Optional.empty();
            }
            parts.add(part.get());
            Optional<Parcel> parcel = reader.read(part.get());
            if (parcel.isPresent()) {
                return parcel;
            }
        }
    }

    private static Letter letter(ParcelHead head, Entry entry) {
        int headerLength = entry.body().readInt();
        int payloadLength = entry.body().readInt();
        try {
            Header header = Header.parseFrom(entry.body().nioBuffer(entry.body().readerIndex(), headerLength));
            Stamp stamp = head.getStamps(0);
            if (stamp.getRows() > 0) {
                byte[] id = ReportRows.idOfRow(header.getId().toByteArray(), stamp.getFirstRow());
                header = header.toBuilder()
                        .setId(UnsafeByteOperations.unsafeWrap(id))
                        .build();
            }
            return new Letter(head.getParcel(), stamp.getAcceptance(), header, head.getDeadLetter(), payloadLength);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("dead letter " + head.getParcel() + " holds a broken header", e);
        }
    }
}
