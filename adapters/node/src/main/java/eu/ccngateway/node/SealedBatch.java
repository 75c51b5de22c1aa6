package eu.ccngateway.node;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import eu.ccngateway.protocol.seal.MerkleTree;
import eu.ccngateway.protocol.wire.Item;
import eu.ccngateway.protocol.wire.Proof;
import eu.ccngateway.protocol.wire.Seal;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.List;

/** Messages under one seal, in leaf order, until each has its answer. Made by the sealer, then of the event loop. */
final class SealedBatch {

    private final Seal seal;
    private final MerkleTree tree;
    private final List<Outgoing> messages;
    private final boolean isLarge;
    private ByteBuf tail;
    private int unanswered;
    private int onWire;
    private boolean isQuiet;

    /**
     * @param tail all items, made while the event loop had other things to do; empty for a large message
     */
    SealedBatch(Seal seal, MerkleTree tree, List<Outgoing> messages, ByteBuf tail) {
        this.seal = seal;
        this.tree = tree;
        this.messages = messages;
        this.tail = tail;
        isLarge = !tail.isReadable();
        unanswered = messages.size();
    }

    Seal seal() {
        return seal;
    }

    ByteString id() {
        return seal.getId();
    }

    List<Outgoing> messages() {
        return messages;
    }

    List<Outgoing> unanswered() {
        return unanswered == messages.size()
                ? messages
                : messages.stream().filter(message -> !message.isDone()).toList();
    }

    /** One message that travels in chunks. */
    boolean isLarge() {
        return isLarge;
    }

    Proof proof(Outgoing message) {
        return Proof.newBuilder()
                .setIndex(message.index())
                .setPath(UnsafeByteOperations.unsafeWrap(tree.path(message.index())))
                .build();
    }

    /** All items; the caller owns them. */
    ByteBuf takeTail(ByteBufAllocator allocator) {
        ByteBuf taken = tail;
        tail = Unpooled.EMPTY_BUFFER;
        return taken.isReadable() ? taken : items(allocator, messages);
    }

    /** The items are not needed for now. */
    void dropTail() {
        tail.release();
        tail = Unpooled.EMPTY_BUFFER;
    }

    static ByteBuf items(ByteBufAllocator allocator, List<Outgoing> messages) {
        long size = 0;
        for (Outgoing message : messages) {
            size += Item.LENGTHS + message.size();
        }
        ByteBuf items = allocator.directBuffer(Math.toIntExact(size));
        for (Outgoing message : messages) {
            write(items, message);
        }
        return items;
    }

    private static void write(ByteBuf out, Outgoing message) {
        Payload.Bytes payload = (Payload.Bytes) message.payload;
        out.writeInt(message.headerBytes.length).writeInt(payload.size()).writeBytes(message.headerBytes);
        out.writeBytes(payload.array(), payload.offset(), payload.size());
    }

    void onWire(Outgoing message, boolean is) {
        if (message.isOnWire() != is) {
            message.onWire(is);
            onWire += is ? 1 : -1;
        }
    }

    /** A message has its final answer. */
    void done(Outgoing message) {
        message.done();
        onWire(message, false);
        unanswered--;
    }

    boolean isDone() {
        return unanswered == 0;
    }

    /** True the first time that none of its messages is on the wire: its place in flight is free. */
    boolean becomesQuiet() {
        if (isQuiet || onWire > 0) {
            return false;
        }
        isQuiet = true;
        return true;
    }
}
