package eu.ccngateway.protocol.seal;

import com.google.protobuf.ByteString;
import eu.ccngateway.protocol.wire.Header;
import eu.ccngateway.protocol.wire.Kind;
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

    /** SHA-256(00 || statement). */
    public byte[] leaf(Header header, byte[] headerSha256, byte[] payloadSha256) {
        Ascii text = write(header, headerSha256, payloadSha256);
        return Sha256.mine().add(LEAF).add(text.bytes, 0, text.length).finish();
    }

    private Ascii write(Header header, byte[] headerSha256, byte[] payloadSha256) {
        boolean isReport = header.getKind() == Kind.REPORT;
        Ascii out = new Ascii();
        out.text(isReport ? "ccn-report-1\n" : "ccn-message-1\n");
        out.text("network=").text(network).line();
        out.text("environment=").text(environment).line();
        out.text("sender=").text(header.getSender()).line();
        out.text("to=").text(header.getTo()).line();
        out.text("type=").text(header.getType()).line();
        out.text("id=").hex(header.getId()).line();
        out.text("created=").text(Long.toString(header.getCreatedMs())).line();
        out.text("header-sha256=").hex(headerSha256).line();
        out.text("payload-sha256=").hex(payloadSha256).line();
        if (isReport) {
            out.text("report=").text(header.getReport().getType().name()).line();
            out.text("original=").hex(header.getReport().getOriginalLeaf()).line();
        }
        return out;
    }

    /** Grows as needed; knows only ASCII. */
    private static final class Ascii {

        /** The two digits of each byte, one after the other. */
        private static final byte[] DIGITS = digits();

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
                int digits = (b & 0xff) << 1;
                out[at++] = DIGITS[digits];
                out[at++] = DIGITS[digits + 1];
            }
            length = at;
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

        private static byte[] digits() {
            byte[] all = new byte[512];
            byte[] sixteen = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
            for (int b = 0; b < 256; b++) {
                all[2 * b] = sixteen[b >> 4];
                all[2 * b + 1] = sixteen[b & 15];
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
