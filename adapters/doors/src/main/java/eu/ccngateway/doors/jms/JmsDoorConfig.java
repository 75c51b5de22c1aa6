package eu.ccngateway.doors.jms;

import eu.ccngateway.doors.NameValues;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a JMS door connects, as its file of {@code name: value} lines says.
 *
 * @param node whom to be, for example NTA.BE
 * @param network directory with network.json
 * @param broker URI of the own broker
 * @param passwordFile holds the password, if the broker asks for one
 * @param out queue of the own broker whose messages are put
 * @param refused queue of the own broker for those that can never be
 * @param marks queue of the own broker for what the door must know again after a crash
 * @param in from own queue here to queue of the own broker
 * @param mapping names of properties, gateways and queues
 */
public record JmsDoorConfig(
        String node,
        Path network,
        String broker,
        Optional<String> user,
        Optional<Path> passwordFile,
        Optional<String> out,
        String refused,
        String marks,
        Map<String, String> in,
        JmsNames mapping) {

    private static final String IN = "in.";
    private static final Set<String> NAMES =
            Set.of("node", "network", "broker", "user", "password-file", "out", "refused", "marks", "names");

    public JmsDoorConfig {
        in = Map.copyOf(in);
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException names the line that is wrong
     */
    public static JmsDoorConfig read(Path file) throws IOException {
        try {
            return of(
                    NameValues.parse(Files.readAllBytes(file)),
                    Objects.requireNonNull(file.toAbsolutePath().getParent()));
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(file + ": no such file (expected: the door's configuration)", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static JmsDoorConfig of(Map<String, String> lines, Path directory) {
        Map<String, String> in = new LinkedHashMap<>();
        for (Map.Entry<String, String> line : lines.entrySet()) {
            if (line.getKey().startsWith(IN)) {
                in.put(line.getKey().substring(IN.length()), line.getValue());
            } else if (!NAMES.contains(line.getKey()) && !JmsNames.isOne(line.getKey())) {
                throw new IllegalArgumentException(line.getKey() + ": unknown (expected: one of "
                        + String.join(", ", new TreeSet<>(NAMES)) + ", in.QUEUE, country.CC or base.NAME)");
            }
        }
        Optional<String> out = Optional.ofNullable(lines.get("out"));
        if (in.isEmpty() && out.isEmpty()) {
            throw new IllegalArgumentException(
                    "out, in.QUEUE: none (expected: a queue of the own broker for at least one direction)");
        }
        return new JmsDoorConfig(
                required(lines, "node", "for example NTA.BE"),
                directory.resolve(lines.getOrDefault("network", ".ccn")),
                uri(required(lines, "broker", "for example amqp://127.0.0.1:5672")),
                Optional.ofNullable(lines.get("user")),
                Optional.ofNullable(lines.get("password-file")).map(directory::resolve),
                out,
                lines.getOrDefault("refused", "ccn.refused"),
                lines.getOrDefault("marks", "ccn.door.marks"),
                in,
                JmsNames.of(lines));
    }

    private static String required(Map<String, String> lines, String name, String expected) {
        return Optional.ofNullable(lines.get(name))
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> new IllegalArgumentException(name + ": missing (expected: " + expected + ")"));
    }

    /** The door finds a broker again by itself, and must know when it lost one: no failover behind its back. */
    private static String uri(String text) {
        String scheme = URI.create(text).getScheme();
        if (!"amqp".equals(scheme) && !"amqps".equals(scheme)) {
            throw new IllegalArgumentException(
                    "broker: '" + NameValues.shown(text) + "' (expected: amqp://HOST:PORT or amqps://HOST:PORT)");
        }
        return text;
    }

    /** Empty without a file. */
    Optional<String> password() throws IOException {
        return passwordFile.isEmpty()
                ? Optional.empty()
                : Optional.of(Files.readString(passwordFile.get(), StandardCharsets.UTF_8)
                        .strip());
    }
}
