package eu.ccngateway.protocol.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The parts of {@code README.md} that are made from the code, each between two markers. */
final class MarkedText {

    private static final Path README = Path.of("README.md");

    private MarkedText() {}

    /** What stands between the markers now. */
    static String read(String name) {
        String text = readme();
        return text.substring(start(text, name), end(text, name));
    }

    static void write(String name, String content) {
        String text = readme();
        String changed = text.substring(0, start(text, name)) + content + text.substring(end(text, name));
        try {
            Files.writeString(README, changed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String readme() {
        try {
            return Files.readString(README);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int start(String text, String name) {
        String marker = "<!-- made from the code: " + name + " -->\n";
        return found(text, marker) + marker.length();
    }

    private static int end(String text, String name) {
        return found(text, "<!-- end of " + name + " -->\n");
    }

    private static int found(String text, String marker) {
        int at = text.indexOf(marker);
        if (at < 0 || text.indexOf(marker, at + 1) >= 0) {
            throw new AssertionError(README + ": marker '" + marker.trim() + "' (expected: once)");
        }
        return at;
    }
}
