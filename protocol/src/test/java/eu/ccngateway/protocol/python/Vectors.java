package eu.ccngateway.protocol.python;

import com.google.protobuf.ByteString;
import eu.ccngateway.protocol.message.ReportRows;
import eu.ccngateway.protocol.seal.MerkleTree;
import eu.ccngateway.protocol.seal.Sha256;
import eu.ccngateway.protocol.seal.Statement;
import eu.ccngateway.protocol.wire.Header;
import eu.ccngateway.protocol.wire.Kind;
import eu.ccngateway.protocol.wire.Report;
import eu.ccngateway.protocol.wire.ReportType;
import eu.ccngateway.protocol.wire.Seal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** What the Java code makes of random messages and trees, for another language to compare, as JSON. */
final class Vectors {

    private static final HexFormat HEX = HexFormat.of();
    private static final Path GOLDEN = Path.of("src/test/resources/golden-frames.txt");
    private static final int MESSAGES = 50;

    private final Random random;
    private final Statement statement = new Statement("demo", "RCT");
    private final List<String> seals = new ArrayList<>();

    Vectors(long seed) {
        random = new Random(seed);
    }

    void goodSeal(Seal seal, String identity) {
        add(seal, identity);
    }

    void badSeal(Seal seal) {
        add(seal, "");
    }

    /** A good seal with one thing changed at a time. */
    void badSeals(Seal good) {
        byte[] cms = good.getCms().toByteArray();
        cms[cms.length - 8] ^= 1;
        ByteString broken = ByteString.copyFrom(cms);
        badSeal(good.toBuilder()
                .setCms(broken)
                .setId(ByteString.copyFrom(Sha256.of(cms)))
                .build());
        badSeal(good.toBuilder().setSize(good.getSize() + 1).build());
        badSeal(good.toBuilder().setRoot(ByteString.copyFrom(new byte[32])).build());
        badSeal(good.toBuilder().setId(ByteString.copyFrom(new byte[32])).build());
    }

    private void add(Seal seal, String identity) {
        seals.add("{\"size\": " + seal.getSize() + ", \"root\": \"" + hex(seal.getRoot()) + "\", \"id\": \""
                + hex(seal.getId()) + "\", \"cms\": \"" + hex(seal.getCms()) + "\", \"identity\": \"" + identity
                + "\", \"at\": " + System.currentTimeMillis() + "}");
    }

    String json() throws IOException {
        return "{\"network\": \"demo\", \"environment\": \"RCT\",\n\"messages\": " + array(messages())
                + ",\n\"trees\": " + array(trees()) + ",\n\"frames\": " + array(frames()) + ",\n\"seals\": "
                + array(seals) + "}\n";
    }

    private static String array(List<String> elements) {
        return elements.stream().collect(Collectors.joining(",\n", "[", "]"));
    }

    private List<String> messages() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            boolean isOnSeveral = i % 6 == 0;
            Header header = isOnSeveral ? onSeveral() : i % 3 == 0 ? report() : message();
            byte[] payload = new byte[isOnSeveral ? ReportRows.ROW * (1 + random.nextInt(10)) : random.nextInt(2000)];
            random.nextBytes(payload);
            byte[] bytes = header.toByteArray();
            byte[] headerHash = Sha256.of(bytes);
            String text = isOnSeveral
                    ? statement.text(header, headerHash, new ReportRows(payload))
                    : statement.text(header, headerHash, Sha256.of(payload));
            byte[] leaf = isOnSeveral
                    ? statement.leaf(header, headerHash, new ReportRows(payload))
                    : statement.leaf(header, headerHash, Sha256.of(payload));
            all.add("{\"header\": \"" + HEX.formatHex(bytes) + "\", \"payload\": \"" + HEX.formatHex(payload)
                    + "\", \"statement\": \"" + HEX.formatHex(text.getBytes(StandardCharsets.US_ASCII))
                    + "\", \"leaf\": \"" + HEX.formatHex(leaf) + "\"}");
        }
        return all;
    }

    private Header onSeveral() {
        Header.Builder report = report().toBuilder();
        report.getReportBuilder().clearOriginalLeaf().clearOriginalId().clearAcceptance();
        return report.build();
    }

    private Header message() {
        Header.Builder header = Header.newBuilder()
                .setSender("NTA.FR@CUSTTAX.FR")
                .setTo("CORE-RCT-QUE.NCTS@CUSTTAX.IE")
                .setKindValue(1 + random.nextInt(3))
                .setType("CD" + (100 + random.nextInt(900)) + "C-MSG.NCTS")
                .setId(bytes(24))
                .setPriorityPlus1(random.nextInt(11))
                .setCreatedMs(random.nextLong() >>> 1)
                .setExpiresMs(random.nextBoolean() ? 0 : random.nextLong() >>> 1)
                .setReports(random.nextInt(16))
                .setContentType(random.nextBoolean() ? "" : "text/plain; name=\u00e9\u20ac")
                .setCall(random.nextBoolean());
        if (random.nextBoolean()) {
            header.setCorrelationId(bytes(24)).setReplyTo("REPORT-RCT-QUE.NCTS@CUSTTAX.FR");
        }
        if (random.nextBoolean()) {
            header.putProperties("one", "value " + random.nextInt());
        }
        return header.build();
    }

    private Header report() {
        ReportType type = ReportType.forNumber(1 + random.nextInt(4));
        return Header.newBuilder()
                .setSender("GW1@demo")
                .setTo("REPORT-RCT-QUE.NCTS@CUSTTAX.FR")
                .setKind(Kind.REPORT)
                .setType(type.name())
                .setId(bytes(24))
                .setCreatedMs(random.nextLong() >>> 1)
                .setReport(Report.newBuilder()
                        .setType(type)
                        .setOriginalLeaf(bytes(32))
                        .setOriginalId(bytes(24))
                        .setAcceptance(random.nextLong())
                        .setAtMs(random.nextLong() >>> 1)
                        .setRefusal(random.nextInt(1000))
                        .setReason("words"))
                .build();
    }

    private List<String> trees() {
        List<String> all = new ArrayList<>();
        for (int size : new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 31, 33, 64, 100, 1 + random.nextInt(300)}) {
            List<byte[]> leaves = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                leaves.add(bytes(Sha256.LENGTH).toByteArray());
            }
            MerkleTree tree = new MerkleTree(leaves);
            List<String> paths = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                paths.add('"' + HEX.formatHex(tree.path(i)) + '"');
            }
            all.add("{\"leaves\": "
                    + array(leaves.stream()
                            .map(leaf -> '"' + HEX.formatHex(leaf) + '"')
                            .toList()) + ", \"root\": \""
                    + HEX.formatHex(tree.root()) + "\", \"paths\": " + array(paths) + "}");
        }
        return all;
    }

    /** Recorded frames of the kinds that the node in Python knows. */
    private static List<String> frames() throws IOException {
        List<String> all = new ArrayList<>();
        for (String block : Files.readString(GOLDEN).split("\n\n")) {
            if (!block.matches("(?s)(#.*|head: (call|call_in|call_out|serve|answer) \\{.*)")) {
                all.add('"' + block.substring(block.indexOf("wire: ") + 6).trim() + '"');
            }
        }
        return all;
    }

    private ByteString bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return ByteString.copyFrom(bytes);
    }

    private static String hex(ByteString bytes) {
        return HEX.formatHex(bytes.toByteArray());
    }
}
