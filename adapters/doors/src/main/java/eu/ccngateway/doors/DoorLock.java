package eu.ccngateway.doors;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps two doors from one directory. Goes with the process, however that ends. */
public final class DoorLock implements AutoCloseable {

    private final FileChannel channel;

    private DoorLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws IOException if another door has the directory, too */
    public static DoorLock acquire(Path directory) throws IOException {
        Files.createDirectories(directory);
        FileChannel channel =
                FileChannel.open(directory.resolve("door.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLocked(channel)) {
            channel.close();
            throw new IOException(
                    directory
                            + ": another door works here already (expected: one at a time); stop it, or choose another directory");
        }
        return new DoorLock(channel);
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
