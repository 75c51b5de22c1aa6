package eu.ccngateway.gateway.evidence;

import eu.ccngateway.protocol.seal.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Files named after the SHA-256 of what is in them: revocation lists, root certificates. */
final class KeptFiles {

    private final Path directory;
    private final String suffix;

    KeptFiles(Path directory, String suffix) {
        this.directory = directory;
        this.suffix = suffix;
    }

    /** Keeps bytes, durably; nothing is done if they are kept already. Gives their SHA-256. */
    byte[] keep(byte[] bytes) throws IOException {
        byte[] hash = Sha256.of(bytes);
        Path file = file(hash);
        if (!Files.exists(file)) {
            Files.createDirectories(directory);
            Path unfinished = directory.resolve(file.getFileName() + ".new");
            try (FileChannel channel = FileChannel.open(
                    unfinished,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                ByteBuffer left = ByteBuffer.wrap(bytes);
                while (left.hasRemaining()) {
                    channel.write(left);
                }
                channel.force(true);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            syncDirectory(directory);
        }
        return hash;
    }

    /** What has this hash; empty if it is not kept, or not what it should be any more. */
    Optional<byte[]> find(byte[] hash) throws IOException {
        Path file = file(hash);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        byte[] bytes = Files.readAllBytes(file);
        return Arrays.equals(Sha256.of(bytes), hash) ? Optional.of(bytes) : Optional.empty();
    }

    List<byte[]> all() throws IOException {
        List<byte[]> all = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.filter(f -> f.toString().endsWith(suffix))
                        .sorted()
                        .toList()) {
                    all.add(Files.readAllBytes(file));
                }
            }
        }
        return all;
    }

    private Path file(byte[] hash) {
        return directory.resolve(HexFormat.of().formatHex(hash) + suffix);
    }

    /** Makes new names in a directory durable. */
    static void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
