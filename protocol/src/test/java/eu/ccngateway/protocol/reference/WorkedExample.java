package eu.ccngateway.protocol.reference;

import com.google.protobuf.ByteString;
import eu.ccngateway.protocol.message.MessageId;
import eu.ccngateway.protocol.seal.MerkleTree;
import eu.ccngateway.protocol.seal.SealText;
import eu.ccngateway.protocol.seal.Sha256;
import eu.ccngateway.protocol.seal.Statement;
import eu.ccngateway.protocol.wire.Frame;
import eu.ccngateway.protocol.wire.Header;
import eu.ccngateway.protocol.wire.Hello;
import eu.ccngateway.protocol.wire.Item;
import eu.ccngateway.protocol.wire.Kind;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Three messages, fixed for ever, with every byte that is hashed or signed about them. */
final class WorkedExample {

    private static final HexFormat HEX = HexFormat.of();
    private static final String ENVIRONMENT = "RCT";
    private static final String NETWORK = "demo";
    private static final long CREATED_MS = 1_767_225_600_000L;
    private static final int LINE = 96;

    private static final List<String> PAYLOADS = List.of("<CD001C/>", "<CD050C/>", "");
    private static final List<String> TYPES = List.of("CD001C-MSG.NCTS", "CD050C-MSG.NCTS", "CD906C-MSG.NCTS");
    private static final List<String> IDS = List.of("24FR00000000000001", "24FR00000000000002", "24FR00000000000003");

    private final Statement statement = new Statement(NETWORK, ENVIRONMENT);
    private final List<Header> headers = new ArrayList<>();
    private final List<byte[]> leaves = new ArrayList<>();

    WorkedExample() {
        for (int i = 0; i < PAYLOADS.size(); i++) {
            Header header = header(i);
            headers.add(header);
            leaves.add(statement.leaf(header, headerSha256(i), payloadSha256(i)));
        }
    }

    private static Header header(int i) {
        return Header.newBuilder()
                .setSender("NTA.FR@CUSTTAX.FR")
                .setTo("CORE-RCT-QUE.NCTS@CUSTTAX.IE")
                .setKind(Kind.DATAGRAM)
                .setType(TYPES.get(i))
                .setId(ByteString.copyFrom(MessageId.parse(IDS.get(i)).toBytes()))
                .setReplyTo("REPORT-RCT-QUE.NCTS@CUSTTAX.FR")
                .setCreatedMs(CREATED_MS + i)
                .setReports(3)
                .setContentType("application/xml")
                .build();
    }

    private byte[] headerSha256(int i) {
        return Sha256.of(headers.get(i).toByteArray());
    }

    private static byte[] payloadSha256(int i) {
        return Sha256.of(PAYLOADS.get(i).getBytes(StandardCharsets.US_ASCII));
    }

    MerkleTree tree() {
        return new MerkleTree(leaves);
    }

    List<Header> headers() {
        return headers;
    }

    List<byte[]> payloads() {
        return PAYLOADS.stream()
                .map(payload -> payload.getBytes(StandardCharsets.US_ASCII))
                .toList();
    }

    Statement statement() {
        return statement;
    }

    /** The first message, from header to leaf. */
    String message() {
        return "header (" + headers.get(0).getSerializedSize() + " bytes)\n"
                + wrapped(headers.get(0).toByteArray())
                + "payload (" + PAYLOADS.get(0).length() + " bytes)\n"
                + wrapped(payloads().get(0))
                + "statement (ASCII, each line ends with 0a)\n"
                + indented(statement.text(headers.get(0), headerSha256(0), payloadSha256(0)))
                + "leaf 0 = SHA-256(00 || statement)\n"
                + wrapped(leaves.get(0));
    }

    /** Three leaves up to the root, and what is signed. */
    String treeText() {
        MerkleTree tree = tree();
        byte[] pair = new MerkleTree(leaves.subList(0, 2)).root();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < leaves.size(); i++) {
            text.append("leaf ")
                    .append(i)
                    .append("  ")
                    .append(HEX.formatHex(leaves.get(i)))
                    .append('\n');
        }
        text.append("node    ").append(HEX.formatHex(pair)).append("  = SHA-256(01 || leaf 0 || leaf 1)\n");
        text.append("root    ").append(HEX.formatHex(tree.root())).append("  = SHA-256(01 || node || leaf 2)\n\n");
        for (int i = 0; i < leaves.size(); i++) {
            text.append("path of leaf ").append(i).append('\n').append(wrapped(tree.path(i)));
        }
        text.append("what is signed (ASCII, each line ends with 0a)\n");
        return text + indented(new String(SealText.of(tree.size(), tree.root()), StandardCharsets.US_ASCII));
    }

    /** A frame without a tail, byte for byte. */
    String frame() {
        Hello hello = Hello.newBuilder()
                .setVersionMin(1)
                .setVersionMax(1)
                .setInstance(ByteString.copyFrom(HEX.parseHex("000102030405060708090a0b0c0d0e0f")))
                .setEpoch(1)
                .setAgent("example/1.0")
                .build();
        byte[] bytes = FrameBytes.of(Frame.newBuilder().setHello(hello).build(), new byte[0]);
        int head = bytes.length - 8;
        return part(bytes, 0, 4, "length: " + (bytes.length - 4) + " bytes follow")
                + part(bytes, 4, 8, "headLength: " + head)
                + part(bytes, 8, 10, "field 10 (hello) of Frame, " + (head - 2) + " bytes")
                + part(bytes, 10, 12, "version_min = 1")
                + part(bytes, 12, 14, "version_max = 1")
                + part(bytes, 14, 16, "instance, 16 bytes")
                + part(bytes, 16, 32, "")
                + part(bytes, 32, 34, "epoch = 1")
                + part(bytes, 34, bytes.length, "agent = \"example/1.0\"");
    }

    /** An item of a tail, byte for byte. */
    String item() {
        ByteBuf out = Unpooled.buffer();
        byte[] header = headers.get(0).toByteArray();
        Item.write(out, header, Unpooled.wrappedBuffer(payloads().get(0)));
        byte[] bytes = ByteBufUtil.getBytes(out);
        return part(bytes, 0, 4, "headerLength: " + header.length)
                + part(bytes, 4, 8, "payloadLength: " + payloads().get(0).length)
                + part(bytes, 8, 16, "... the header (section 6 shows it whole)")
                + part(bytes, 8 + header.length, bytes.length, "the payload");
    }

    private static String part(byte[] bytes, int from, int to, String what) {
        return String.format("%-34s%s", HEX.formatHex(bytes, from, to), what).stripTrailing() + "\n";
    }

    private static String wrapped(byte[] bytes) {
        String hex = HEX.formatHex(bytes);
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < hex.length(); at += LINE) {
            text.append("    ")
                    .append(hex, at, Math.min(at + LINE, hex.length()))
                    .append('\n');
        }
        return text.toString();
    }

    private static String indented(String lines) {
        return lines.indent(4);
    }
}
