package eu.ccngateway.monitoring.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A file that one process at a time appends to. */
public final class FileLines implements LineStore {

    /** More than ten years of a hundred services. */
    private static final long SIZE_MAX = 512L << 20;

    private final Path file;
    private final FileChannel channel;

    private FileLines(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Opens a file for appending; makes it, and its directory, where it is not there. */
    public static FileLines open(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (lock(channel) == null) {
            channel.close();
            throw new IOException(file + ": another process writes it (expected: one writer; end the other first)");
        }
        return new FileLines(file, channel);
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public byte[] read() throws IOException {
        long size = channel.size();
        if (size > SIZE_MAX) {
            throw new IOException(file + ": " + size + " bytes (expected: at most " + SIZE_MAX + ")");
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) size);
        while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
            // Until all is there.
        }
        return bytes.array();
    }

    @Override
    public void append(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long at = channel.size();
        while (buffer.hasRemaining()) {
            at += channel.write(buffer, at);
        }
    }

    @Override
    public void sync() throws IOException {
        channel.force(true);
    }

    @Override
    public void truncate(long length) throws IOException {
        channel.truncate(length);
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
