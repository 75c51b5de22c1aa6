package eu.ccngateway.protocol.wire;

import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/**
 * A message inside a tail: lengths, header, payload. Both are views of the tail and live as long as it.
 *
 * @param whole the item with its lengths, as it can be written into another tail
 * @param isChunked the payload is not here: it follows in chunks
 */
public record Item(ByteBuf whole, ByteBuf header, ByteBuf payload, boolean isChunked) {

    /** In place of a payload length: the payload follows in chunks. */
    public static final int IN_CHUNKS = 0xFFFFFFFF;
    /** Bytes in front of the header. */
    public static final int LENGTHS = 8;

    /** The items of a tail, which must be used up by them exactly. */
    public static List<Item> readAll(ByteBuf tail, int countMax, int headerMax) {
        List<Item> items = new ArrayList<>();
        int at = tail.readerIndex();
        int end = tail.writerIndex();
        while (at < end) {
            if (items.size() == countMax) {
                throw malformed("items: more than " + countMax, "at most " + countMax);
            }
            Item item = readAt(tail, at, end, headerMax);
            items.add(item);
            at += item.whole.readableBytes();
        }
        return items;
    }

    private static Item readAt(ByteBuf tail, int at, int end, int headerMax) {
        if (end - at < LENGTHS) {
            throw malformed("item: " + (end - at) + " bytes left", "two lengths of 4 bytes");
        }
        long headerLength = tail.getUnsignedInt(at);
        long payloadField = tail.getUnsignedInt(at + 4);
        boolean isChunked = (int) payloadField == IN_CHUNKS;
        long payloadLength = isChunked ? 0 : payloadField;
        if (headerLength > headerMax) {
            throw malformed("headerLength: " + headerLength, "at most " + headerMax);
        }
        if (LENGTHS + headerLength + payloadLength > end - at) {
            throw malformed("item: " + headerLength + " + " + payloadLength + " bytes", "no more than the frame holds");
        }
        int header = at + LENGTHS;
        int payload = header + (int) headerLength;
        return new Item(
                tail.slice(at, payload + (int) payloadLength - at),
                tail.slice(header, (int) headerLength),
                tail.slice(payload, (int) payloadLength),
                isChunked);
    }

    /** Writes an item whose payload is here. */
    public static void write(ByteBuf out, byte[] header, ByteBuf payload) {
        out.writeInt(header.length).writeInt(payload.readableBytes()).writeBytes(header);
        out.writeBytes(payload, payload.readerIndex(), payload.readableBytes());
    }

    /** Writes an item whose payload follows in chunks. */
    public static void writeChunked(ByteBuf out, byte[] header) {
        out.writeInt(header.length).writeInt(IN_CHUNKS).writeBytes(header);
    }

    private static RefusedException malformed(String seen, String expected) {
        return new RefusedException(RefusalCode.MALFORMED_FRAME, seen + " (expected: " + expected + ")");
    }
}
