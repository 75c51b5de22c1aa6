package eu.ccngateway.protocol.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** MsgId or CorrelId: 24 opaque bytes, shown as hex; what is shorter is padded with NUL. */
public record MessageId(ByteBuffer bytes) {

    public static final int LENGTH = 24;

    public MessageId {
        if (bytes.remaining() != LENGTH) {
            throw new IllegalArgumentException(
                    "message id: " + bytes.remaining() + " bytes (expected: " + LENGTH + ")");
        }
        bytes = bytes.asReadOnlyBuffer();
    }

    public static MessageId of(byte[] bytes) {
        if (bytes.length == 0 || bytes.length > LENGTH) {
            throw new IllegalArgumentException("message id: " + bytes.length + " bytes (expected: 1-" + LENGTH + ")");
        }
        byte[] padded = new byte[LENGTH];
        System.arraycopy(bytes, 0, padded, 0, bytes.length);
        return new MessageId(ByteBuffer.wrap(padded));
    }

    /** 48 hex digits, or up to 24 characters of text such as an MRN. */
    public static MessageId parse(String text) {
        if (text.length() == 2 * LENGTH && text.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
            return of(HexFormat.of().parseHex(text));
        }
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length == 0 || bytes.length > LENGTH || text.chars().anyMatch(c -> c < 0x21 || c > 0x7e)) {
            throw new IllegalArgumentException("message id: '" + text.replaceAll("[^\\x20-\\x7e]", "?")
                    + "' (expected: " + 2 * LENGTH + " hex digits, or 1-" + LENGTH + " printable characters)");
        }
        return of(bytes);
    }

    /** A fresh one: time first, so that ids sort roughly by age, then random. */
    public static MessageId fresh(long nowMs, RandomGenerator random) {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
        bytes.putLong(nowMs).putLong(random.nextLong()).putLong(random.nextLong());
        return new MessageId(bytes.flip());
    }

    public byte[] toBytes() {
        byte[] copy = new byte[LENGTH];
        bytes.get(bytes.position(), copy);
        return copy;
    }

    public String toHex() {
        return HexFormat.of().formatHex(toBytes());
    }

    @Override
    public String toString() {
        return toHex();
    }
}
