package eu.ccngateway.pki;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file that is replaced whole: whoever reads it sees the old content or the new one, also after a crash or power loss.
 *
 * <p>The new content goes to {@code NAME.new} beside it, is synced, and takes the name. A {@code .new} file that stayed
 * behind is a write that did not happen; the next one overwrites it.
 */
final class DurableFile {
    private static final Set<PosixFilePermission> PUBLIC = PosixFilePermissions.fromString("rw-r--r--");
    private static final Set<PosixFilePermission> SECRET = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> SECRET_DIRECTORY = PosixFilePermissions.fromString("rwx------");

    private DurableFile() {}

    static void write(Path file, byte[] content) throws IOException {
        replace(file, stage(file, content, PUBLIC));
    }

    /** Readable by its owner only, from its first byte on. */
    static void writeSecret(Path file, byte[] content) throws IOException {
        replace(file, stage(file, content, SECRET));
    }

    /**
     * A key and its certificate. Each is replaced whole, one right after the other: a reader that meets the new key with
     * the old certificate sees that they do not match and reads again.
     */
    static void writePair(Path key, byte[] secret, Path certificate, byte[] content) throws IOException {
        Path newKey = stage(key, secret, SECRET);
        Path newCertificate = stage(certificate, content, PUBLIC);
        replace(key, newKey);
        replace(certificate, newCertificate);
    }

    static void createSecretDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectory(directory, permissions(directory, SECRET_DIRECTORY));
        }
    }

    static void delete(Path file) throws IOException {
        if (Files.deleteIfExists(file)) {
            syncDirectory(file);
        }
    }

    private static Path stage(Path file, byte[] content, Set<PosixFilePermission> permissions) throws IOException {
        Path staged = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(staged);
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(staged, options, permissions(staged, permissions))) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        return staged;
    }

    private static void replace(Path file, Path staged) throws IOException {
        Files.move(staged, file, StandardCopyOption.ATOMIC_MOVE);
        syncDirectory(file);
    }

    /** A new name survives power loss only once its directory is synced; systems without POSIX do not offer it. */
    private static void syncDirectory(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null && isPosix(file)) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static FileAttribute<?>[] permissions(Path file, Set<PosixFilePermission> permissions) {
        return isPosix(file)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
