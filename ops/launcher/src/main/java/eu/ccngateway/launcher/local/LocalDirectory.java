package eu.ccngateway.launcher.local;

import eu.ccngateway.launcher.network.NetworkJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Stream;

/** What is where in the directory of a local network. Files a user may have changed are never overwritten. */
record LocalDirectory(Path directory) {

    private static final int TOKEN_BYTES = 32;

    Path gatewayYaml() {
        return directory.resolve("gateway.yaml");
    }

    Path networkYaml() {
        return directory.resolve("network.yaml");
    }

    Path pki() {
        return directory.resolve("pki");
    }

    Path log() {
        return directory.resolve("logs").resolve("gateway.log");
    }

    private Path token() {
        return directory.resolve("operator.token");
    }

    /** SHA-256 of the operator's token, as hex; the token is made if there is none. */
    String tokenSha256() throws IOException {
        if (!Files.exists(token())) {
            byte[] random = new byte[TOKEN_BYTES];
            new SecureRandom().nextBytes(random);
            writeSecret(token(), HexFormat.of().formatHex(random) + "\n");
        }
        return sha256(Files.readString(token(), StandardCharsets.US_ASCII).strip());
    }

    /** Writes the files that are not there yet. */
    void writeMissing(String tokenSha256) throws IOException {
        if (!Files.exists(networkYaml())) {
            write(networkYaml(), example("network.yaml"));
        }
        if (!Files.exists(gatewayYaml())) {
            // Payloads are kept, so that a trial can export evidence that is complete.
            String yaml = example("gateway.yaml")
                    .replace("  # operator-token-sha256: \"\"  ", "  operator-token-sha256: " + tokenSha256 + "  ")
                    .replace("  enabled: false", "  enabled: true");
            write(gatewayYaml(), yaml);
        }
    }

    /** While it is there, the network is ready. */
    void removeNetworkJson() throws IOException {
        Files.deleteIfExists(directory.resolve(NetworkJson.NAME));
    }

    /** Whether nothing is in it yet. */
    boolean isEmpty() throws IOException {
        if (!Files.exists(directory)) {
            return true;
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }

    /** Removes everything. */
    void delete() throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    /** The examples of {@code ops/}, which are on the class path as well. */
    static String example(String name) {
        try (InputStream in = LocalDirectory.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(
                        name + " is not on the class path (expected: packed beside this class)");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) throws IOException {
        Path staged = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(staged, text, StandardCharsets.UTF_8);
        Files.move(staged, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void writeSecret(Path file, String text) throws IOException {
        boolean isPosix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes = isPosix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Path staged = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(staged);
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = Files.newByteChannel(staged, options, attributes)) {
            channel.write(StandardCharsets.US_ASCII.encode(text));
        }
        Files.move(staged, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }
}
