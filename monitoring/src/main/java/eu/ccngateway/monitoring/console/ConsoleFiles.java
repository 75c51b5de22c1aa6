package eu.ccngateway.monitoring.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the console is made of, read once. */
public final class ConsoleFiles {

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "json", "application/json");

    private final Map<String, ConsoleFile> files = Stream.of(
                    "index.html",
                    "console.css",
                    "console.js",
                    "asking.js",
                    "drawing.js",
                    "network.js",
                    "messages.js",
                    "availability.js",
                    "openapi.json")
            .collect(Collectors.toMap(name -> name, ConsoleFiles::read));

    /** A file as it is sent. */
    public record ConsoleFile(String contentType, byte[] bytes) {}

    public ConsoleFile file(String name) {
        ConsoleFile file = files.get(name);
        if (file == null) {
            throw new IllegalStateException(name + " (expected: one of " + files.keySet() + ")");
        }
        return file;
    }

    private static ConsoleFile read(String name) {
        try (InputStream in = ConsoleFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(
                        name + " is not on the class path (expected: packed beside this class)");
            }
            return new ConsoleFile(
                    TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), ""), in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
