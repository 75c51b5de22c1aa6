package eu.ccngateway.protocol.reference;

import com.google.protobuf.TextFormat;
import eu.ccngateway.protocol.wire.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A frame with the bytes it was once sent as.
 *
 * @param text the head in protobuf's text format
 * @param wire absent in a new block
 */
record GoldenFrame(String text, byte[] tail, Optional<byte[]> wire) {

    private static final Path FILE = Path.of("src/test/resources/golden-frames.txt");

    Frame head() throws IOException {
        return TextFormat.parse(text, Frame.class);
    }

    static List<GoldenFrame> all() throws IOException {
        List<GoldenFrame> frames = new ArrayList<>();
        for (String block : Files.readString(FILE).split("\n\n")) {
            if (block.startsWith("head: ")) {
                frames.add(new GoldenFrame(
                        value(block, "head").orElseThrow(),
                        HexFormat.of().parseHex(value(block, "tail").orElseThrow()),
                        value(block, "wire").map(HexFormat.of()::parseHex)));
            }
        }
        return frames;
    }

    private static Optional<String> value(String block, String key) {
        return block.lines()
                .filter(line -> line.startsWith(key + ":"))
                .map(line -> line.substring(key.length() + 1).trim())
                .findFirst();
    }

    /** Writes the bytes of new blocks into the file; those that have bytes keep them. */
    static void fillIn() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String block : Files.readString(FILE).split("\n\n")) {
            text.append(text.isEmpty() ? "" : "\n\n").append(block.stripTrailing());
            if (block.startsWith("head: ") && value(block, "wire").isEmpty()) {
                GoldenFrame fresh = new GoldenFrame(
                        value(block, "head").orElseThrow(),
                        HexFormat.of().parseHex(value(block, "tail").orElseThrow()),
                        Optional.empty());
                text.append("\nwire: ").append(HexFormat.of().formatHex(fresh.encoded()));
            }
        }
        Files.writeString(FILE, text.append('\n').toString());
    }

    byte[] encoded() throws IOException {
        return FrameBytes.of(head(), tail);
    }

    @Override
    public String toString() {
        return text.substring(0, Math.min(60, text.length()));
    }
}
