package eu.ccngateway.node;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Bounds the messages on their way and their bytes. Whoever is first waits shortest. */
final class Window {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final int countMax;
    private final long bytesMax;
    private int count;
    private long bytes;
    private boolean isClosed;

    Window(int countMax, long bytesMax) {
        this.countMax = countMax;
        this.bytesMax = bytesMax;
    }

    boolean tryEnter(long size) {
        lock.lock();
        try {
            requireOpen();
            if (!hasRoom(size)) {
                return false;
            }
            add(size);
            return true;
        } finally {
            lock.unlock();
        }
    }

    void enter(long size) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            requireOpen();
            while (!hasRoom(size)) {
                changed.await();
                requireOpen();
            }
            add(size);
        } finally {
            lock.unlock();
        }
    }

    /** Enters even if there is no room. */
    void enterAnyway(long size) {
        lock.lock();
        try {
            requireOpen();
            add(size);
        } finally {
            lock.unlock();
        }
    }

    void leave(int messages, long size) {
        lock.lock();
        try {
            count -= messages;
            bytes -= size;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nobody enters any more; who waits is told. */
    void close() {
        lock.lock();
        try {
            isClosed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing is on its way; false if that took too long. */
    boolean awaitEmpty(long timeoutNanos) throws InterruptedException {
        lock.lock();
        try {
            long left = timeoutNanos;
            while (count > 0 && left > 0) {
                left = changed.awaitNanos(left);
            }
            return count == 0;
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoom(long size) {
        return count < countMax && (bytes + size <= bytesMax || count == 0);
    }

    private void add(long size) {
        count++;
        bytes += size;
    }

    private void requireOpen() {
        if (isClosed) {
            throw new NodeClosed("the node is closed: nothing can be put any more");
        }
    }
}
