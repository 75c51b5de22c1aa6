package eu.ccngateway.launcher.network;

import eu.ccngateway.launcher.console.CommandFailed;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.console.Fields;
import eu.ccngateway.launcher.console.Json;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code network.json}: where a gateway answers, and the keys of the nodes that may use it.
 *
 * @param gateway host:port
 * @param admin URL of the operator's port
 * @param trust the root certificate
 * @param crls revocation lists of every authority
 * @param evidence directory of the gateway's evidence; only where it is on this machine
 * @param nodes by name, {@code NTA.FR}
 */
public record NetworkJson(
        String gateway,
        String admin,
        Path trust,
        List<Path> crls,
        String network,
        String environment,
        Path evidence,
        SortedMap<String, NodeKeys> nodes) {

    /** Its name in the directory of a network. */
    public static final String NAME = "network.json";

    /** Where the keys of a node are. */
    public record NodeKeys(String domain, Path certificate, Path key, Path sealCertificate, Path sealKey) {}

    /** Reads the file in the directory of a network. */
    public static NetworkJson read(Path directory) {
        Path file = directory.resolve(NAME);
        try {
            Map<String, Object> json = Json.readObject(Files.readString(file, StandardCharsets.UTF_8));
            SortedMap<String, NodeKeys> nodes = new TreeMap<>();
            if (json.get("nodes") instanceof Map<?, ?> entries) {
                entries.forEach((name, keys) -> nodes.put(String.valueOf(name), nodeKeys(directory, keys)));
            }
            return new NetworkJson(
                    text(json, "gateway"),
                    text(json, "admin"),
                    directory.resolve(text(json, "trust")),
                    json.get("crls") instanceof List<?> list
                            ? list.stream()
                                    .map(item -> directory.resolve(String.valueOf(item)))
                                    .toList()
                            : List.of(),
                    text(json, "network"),
                    text(json, "environment"),
                    directory.resolve(text(json, "evidence")),
                    nodes);
        } catch (NoSuchFileException e) {
            throw new CommandFailed(
                    ExitCode.UNREACHABLE,
                    file + ": no such file; start a network with: ./ccn up, or name its directory with --network DIR");
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.FAILED, file + ": not readable as the file that ./ccn up writes: " + e.getMessage());
        }
    }

    /** Writes the file; whoever reads meanwhile sees the old one or the new one. */
    public void write(Path directory) throws IOException {
        Fields names = new Fields();
        nodes.forEach((name, keys) -> names.add(
                name,
                new Fields()
                        .add("domain", keys.domain)
                        .add("certificate", keys.certificate)
                        .add("key", keys.key)
                        .add("sealCertificate", keys.sealCertificate)
                        .add("sealKey", keys.sealKey)));
        Fields json = new Fields()
                .add("gateway", gateway)
                .add("admin", admin)
                .add("trust", trust)
                .add("crls", crls.stream().map(Path::toString).toList())
                .add("network", network)
                .add("environment", environment)
                .add("evidence", evidence)
                .add("nodes", names);
        Path staged = directory.resolve(NAME + ".new");
        Files.writeString(staged, Json.writePretty(json.values()), StandardCharsets.UTF_8);
        try (FileChannel channel = FileChannel.open(staged, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(
                staged, directory.resolve(NAME), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static NodeKeys nodeKeys(Path directory, Object value) {
        if (!(value instanceof Map<?, ?> keys)) {
            throw new CommandFailed(
                    ExitCode.FAILED, directory.resolve(NAME) + ": nodes: not objects; let ./ccn up write it again");
        }
        return new NodeKeys(
                text(keys, "domain"),
                directory.resolve(text(keys, "certificate")),
                directory.resolve(text(keys, "key")),
                directory.resolve(text(keys, keys.containsKey("sealCertificate") ? "sealCertificate" : "certificate")),
                directory.resolve(text(keys, keys.containsKey("sealKey") ? "sealKey" : "key")));
    }

    private static String text(Map<?, ?> json, String key) {
        return json.get(key) instanceof String text ? text : "";
    }
}
