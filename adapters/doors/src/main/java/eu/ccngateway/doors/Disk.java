package eu.ccngateway.doors;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Files that are on the disk when a method returns, and directories whose entries are. */
public final class Disk {

    private Disk() {}

    /** Writes a file and forces it; the name itself is safe once its directory is forced. */
    public static void write(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = create(file)) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
    }

    /** As {@link #write(Path, byte[])}, from a stream; returns how many bytes there were. */
    public static long write(Path file, InputStream content) throws IOException {
        try (FileChannel channel = create(file)) {
            long count = content.transferTo(Channels.newOutputStream(channel));
            channel.force(true);
            return count;
        }
    }

    private static FileChannel create(Path file) throws IOException {
        return FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    /** Makes names that came into a directory, or left it, survive a loss of power. */
    public static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Makes a file's own name survive a loss of power. */
    public static void forceAround(Path file) throws IOException {
        force(Objects.requireNonNull(file.toAbsolutePath().getParent()));
    }

    /** Gives a file or directory its new name, in one step. */
    public static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What a directory holds, sorted by name; nothing if it is not there. */
    public static List<Path> list(Path directory) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(entries::add);
        } catch (NoSuchFileException ignored) {
            // Nothing is in what is not there.
        }
        entries.sort(null);
        return entries;
    }

    /** Removes a directory of plain files. */
    public static void delete(Path directory) throws IOException {
        for (Path entry : list(directory)) {
            Files.deleteIfExists(entry);
        }
        Files.deleteIfExists(directory);
    }
}
