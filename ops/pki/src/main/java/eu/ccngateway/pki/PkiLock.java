package eu.ccngateway.pki;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The right to change a PKI directory; held by one thread of one process at a time, for milliseconds. */
final class PkiLock implements AutoCloseable {
    static final Duration WAIT_MAX = Duration.ofSeconds(30);
    private static final Duration RETRY_AFTER = Duration.ofMillis(5);

    /**
     * File locks belong to the process, and closing any channel of a file drops them all (POSIX). So threads of one
     * process, whichever directory they change, first pass here, before the file is opened.
     */
    private static final ReentrantLock THIS_PROCESS = new ReentrantLock();

    private final FileChannel channel;

    private PkiLock(FileChannel channel) {
        this.channel = channel;
    }

    static PkiLock acquire(Path file, Duration waitMax) throws IOException {
        long deadline = System.nanoTime() + waitMax.toNanos();
        if (!lockThisProcess(waitMax)) {
            throw busy(file, waitMax, "this process");
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            @Nullable FileLock lock = channel.tryLock();
            while (lock == null) {
                if (System.nanoTime() - deadline > 0) {
                    throw busy(file, waitMax, "another process");
                }
                LockSupport.parkNanos(RETRY_AFTER.toNanos());
                lock = channel.tryLock();
            }
            return new PkiLock(channel);
        } catch (IOException | RuntimeException e) {
            if (channel != null) {
                channel.close();
            }
            THIS_PROCESS.unlock();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            THIS_PROCESS.unlock();
        }
    }

    private static boolean lockThisProcess(Duration waitMax) {
        try {
            return THIS_PROCESS.tryLock(waitMax.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PkiException("Interrupted while waiting for the PKI lock; nothing was changed", e);
        }
    }

    private static PkiException busy(Path file, Duration waitMax, String holder) {
        return new PkiException(file + ": held by " + holder + " for more than " + waitMax.toSeconds()
                + " s (expected: milliseconds); see who holds it (fuser " + file + ") and try again");
    }
}
