package eu.ccngateway.protocol.seal;

import com.google.protobuf.ByteString;
import eu.ccngateway.protocol.message.ReportRows;
import eu.ccngateway.protocol.wire.Header;
import eu.ccngateway.protocol.wire.Kind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What is said about one message under a seal: canonical ASCII, one {@code key=value} a line, in a fixed order, so that a
 * stranger can write it with a shell and hash it. Its hash is the message's leaf in the Merkle tree.
 *
 * <p>The header's values must have passed {@code HeaderRules}, which keep line ends and equals signs out.
 *
 * @param network of the gateway, told in Welcome
 * @param environment likewise
 */
public record Statement(String network, String environment) {

    private static final byte LEAF = 0;

    /** The statement's text, for people and evidence. */
    public String text(Header header, byte[] headerSha256, byte[] payloadSha256) {
        return new String(write(header, headerSha256, payloadSha256).toBytes(), StandardCharsets.US_ASCII);
    }

    /** The text of a statement about a report on several messages. */
    public String text(Header header, byte[] headerSha256, ReportRows rows) {
        return new String(write(header, headerSha256, rows).toBytes(), StandardCharsets.US_ASCII);
    }

    /** SHA-256(00 || statement). */
    public byte[] leaf(Header header, byte[] headerSha256, byte[] payloadSha256) {
        return leaf(write(header, headerSha256, payloadSha256));
    }

    /** As {@link #leaf(Header, byte[], byte[])}, for a report on several messages. */
    public byte[] leaf(Header header, byte[] headerSha256, ReportRows rows) {
        return leaf(write(header, headerSha256, rows));
    }

    private static byte[] leaf(Ascii text) {
        return Sha256.mine().add(LEAF).add(text.bytes, 0, text.length).finish();
    }

    private Ascii write(Header header, byte[] headerSha256, byte[] payloadSha256) {
        Ascii out = common(header, headerSha256, payloadSha256);
        if (header.getKind() == Kind.REPORT) {
            out.text("original=").hex(header.getReport().getOriginalLeaf()).line();
        }
        return out;
    }

    private Ascii write(Header header, byte[] headerSha256, ReportRows rows) {
        Ascii out = common(header, headerSha256, Sha256.of(rows.bytes()));
        for (int row = 0; row < rows.size(); row++) {
            out.text("original=").hex(rows.leaf(row)).line();
        }
        return out;
    }

    private Ascii common(Header header, byte[] headerSha256, byte[] payloadSha256) {
        boolean isReport = header.getKind() == Kind.REPORT;
        Ascii out = new Ascii();
        out.text(isReport ? "ccn-report-1\n" : "ccn-message-1\n");
        out.text("network=").text(network).line();
        out.text("environment=").text(environment).line();
        out.text("sender=").text(header.getSender()).line();
        out.text("to=").text(header.getTo()).line();
        out.text("type=").text(header.getType()).line();
        out.text("id=").hex(header.getId()).line();
        out.text("created=").number(header.getCreatedMs()).line();
        out.text("header-sha256=").hex(headerSha256).line();
        out.text("payload-sha256=").hex(payloadSha256).line();
        if (isReport) {
            out.text("report=").text(header.getReport().getType().name()).line();
        }
        return out;
    }

    /** Grows as needed; knows only ASCII. */
    private static final class Ascii {

        /** The two digits of each byte, as they stand one after the other. */
        private static final short[] DIGITS = digits();

        private static final VarHandle PAIRS =
                MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

        private byte[] bytes = new byte[640];
        private int length;

        @SuppressWarnings("deprecation") // the one copy without an encoder: the text is ASCII by the header rules
        Ascii text(String text) {
            room(text.length());
            text.getBytes(0, text.length(), bytes, length);
            length += text.length();
            return this;
        }

        Ascii hex(byte[] value) {
            room(2 * value.length);
            byte[] out = bytes;
            int at = length;
            for (byte b : value) {
                PAIRS.set(out, at, DIGITS[b & 0xff]);
                at += 2;
            }
            length = at;
            return this;
        }

        Ascii number(long value) {
            if (value < 0) {
                return text(Long.toString(value));
            }
            int digits = 1;
            for (long rest = value; rest > 9; rest /= 10) {
                digits++;
            }
            room(digits);
            long rest = value;
            for (int at = length + digits - 1; at >= length; at--) {
                bytes[at] = (byte) ('0' + rest % 10);
                rest /= 10;
            }
            length += digits;
            return this;
        }

        Ascii hex(ByteString value) {
            return hex(value.toByteArray());
        }

        void line() {
            room(1);
            bytes[length++] = '\n';
        }

        byte[] toBytes() {
            return java.util.Arrays.copyOf(bytes, length);
        }

        private static short[] digits() {
            short[] all = new short[256];
            String sixteen = "0123456789abcdef";
            for (int b = 0; b < 256; b++) {
                all[b] = (short) (sixteen.charAt(b >> 4) << 8 | sixteen.charAt(b & 15));
            }
            return all;
        }

        private void room(int more) {
            if (length + more > bytes.length) {
                bytes = java.util.Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
            }
        }
    }
}
