package eu.ccngateway.applications.runtime;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of units, each with its length and checksum, forced to the disk before anything it says is acted upon. A unit torn
 * by a crash is cut off at the next start: nothing had been acted upon.
 */
final class Journal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final int HEAD = 2 * Integer.BYTES;
    private static final int UNIT_MAX = 512 << 20;

    private final Path file;
    private FileChannel channel;

    private Journal(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Opens the file, telling every unit in it. */
    static Journal open(Path file, Consumer<Unit> reader) throws IOException {
        long good = Files.exists(file) ? read(file, reader) : 0;
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.size() > good) {
            LOG.warn("{}: {} bytes at its end were torn by a crash and are cut off", file, channel.size() - good);
            channel.truncate(good);
        }
        channel.position(good);
        return new Journal(file, channel);
    }

    /** Returns where the last good unit ends. */
    private static long read(Path file, Consumer<Unit> reader) throws IOException {
        long good = 0;
        try (InputStream raw = Files.newInputStream(file);
                DataInputStream in = new DataInputStream(new java.io.BufferedInputStream(raw, 1 << 16))) {
            while (true) {
                int length = in.readInt();
                int checksum = in.readInt();
                if (length < 0 || length > UNIT_MAX) {
                    return good;
                }
                byte[] bytes = in.readNBytes(length);
                if (bytes.length < length || checksum(bytes) != checksum) {
                    return good;
                }
                reader.accept(Unit.of(bytes));
                good += HEAD + length;
            }
        } catch (EOFException e) {
            return good;
        }
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    /** Durable when it returns. */
    void append(Unit unit) throws IOException {
        write(channel, unit);
        channel.force(false);
    }

    private static void write(FileChannel to, Unit unit) throws IOException {
        byte[] bytes = unit.toBytes();
        ByteBuffer buffer = ByteBuffer.allocate(HEAD + bytes.length);
        buffer.putInt(bytes.length).putInt(checksum(bytes)).put(bytes).flip();
        while (buffer.hasRemaining()) {
            to.write(buffer);
        }
    }

    long size() throws IOException {
        return channel.size();
    }

    /** Puts others in the place of all units, at once. */
    void replace(List<Unit> units) throws IOException {
        Path staged = file.resolveSibling(file.getFileName() + ".new");
        FileChannel fresh = FileChannel.open(
                staged, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        for (Unit unit : units) {
            write(fresh, unit);
        }
        fresh.force(true);
        Files.move(staged, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        channel.close();
        channel = fresh;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
