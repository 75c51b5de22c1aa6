package eu.ccngateway.launcher.assembly;

import eu.ccngateway.launcher.console.CommandFailed;
import eu.ccngateway.launcher.console.ExitCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps two gateways from one data directory. Goes with the process, however that ends. */
public final class DirectoryLock implements AutoCloseable {

    private static final String NAME = "gateway.lock";

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    public static DirectoryLock acquire(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve(NAME);
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ);
        try {
            if (tryLock(channel) == null) {
                String holder = read(channel);
                throw new CommandFailed(
                        ExitCode.FAILED,
                        directory + ": a gateway runs here already" + (holder.isEmpty() ? "" : ", process " + holder)
                                + " (expected: one at a time); stop it, or choose another directory");
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(
                            String.valueOf(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)),
                    0);
            return new DirectoryLock(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(20);
        channel.read(text, 0);
        return new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).replaceAll("[^0-9]", "");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
