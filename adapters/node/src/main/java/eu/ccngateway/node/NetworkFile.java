package eu.ccngateway.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** {@code network.json}, written by {@code ./ccn up}: where the gateway is, and each node's keys. */
final class NetworkFile {

    private static final String NAME = "network.json";

    private final Path directory;
    private final Map<String, Object> content;

    private NetworkFile(Path directory, Map<String, Object> content) {
        this.directory = directory;
        this.content = content;
    }

    static NetworkFile read(Path directory) {
        Path file = directory.resolve(NAME);
        try {
            return new NetworkFile(
                    directory, Json.object(file.toString(), Files.readString(file, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    file + ": cannot be read (" + e.getClass().getSimpleName()
                            + "; expected: the file that ./ccn up writes once it is ready); start the network first",
                    e);
        }
    }

    NodeConfig.Builder configure(NodeConfig.Builder builder, String node) {
        Map<String, Object> entry = node(node);
        strings(content, "gateway").forEach(builder::gateway);
        builder.tlsKey(path(text(entry, "certificate")), path(text(entry, "key")));
        if (entry.containsKey("sealCertificate")) {
            builder.sealingKey(path(text(entry, "sealCertificate")), path(text(entry, "sealKey")));
        }
        builder.trust(
                strings(content, "trust").stream().map(this::path).toList(),
                content.containsKey("crls")
                        ? strings(content, "crls").stream().map(this::path).toList()
                        : List.of());
        optional(content, "environment").ifPresent(builder::environment);
        optional(entry, "reportQueue").ifPresent(builder::reportQueue);
        return builder;
    }

    private Map<String, Object> node(String wanted) {
        if (!(content.get("nodes") instanceof Map<?, ?> nodes)) {
            throw wrong("nodes", "an object with the nodes of the network");
        }
        for (Map.Entry<?, ?> node : nodes.entrySet()) {
            if (node.getValue() instanceof Map<?, ?> entry
                    && (wanted.equals(node.getKey()) || wanted.equals(node.getKey() + "@" + entry.get("domain")))) {
                return Json.asObject(entry);
            }
        }
        throw new IllegalArgumentException("node: '" + wanted + "' (expected: one of " + new TreeSet<>(nodes.keySet())
                + " in " + directory.resolve(NAME) + ")");
    }

    private String text(Map<String, Object> object, String key) {
        return optional(object, key).orElseThrow(() -> wrong(key, "a text"));
    }

    private static Optional<String> optional(Map<String, Object> object, String key) {
        return object.get(key) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** One text or several. */
    private List<String> strings(Map<String, Object> object, String key) {
        Object value = object.get(key);
        List<String> all = new ArrayList<>();
        for (Object one : value instanceof List<?> list ? list : java.util.Collections.singletonList(value)) {
            if (!(one instanceof String text)) {
                throw wrong(key, "a text or a list of texts");
            }
            all.add(text);
        }
        return all;
    }

    private Path path(String text) {
        return directory.resolve(text);
    }

    private IllegalArgumentException wrong(String key, String expected) {
        return new IllegalArgumentException(directory.resolve(NAME) + ": " + key
                + " is missing or of another form (expected: " + expected + "); let ./ccn up write it again");
    }
}
