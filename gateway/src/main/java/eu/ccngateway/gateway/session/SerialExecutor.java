package eu.ccngateway.gateway.session;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the tasks of one session one after the other on a pool that all sessions share. Every task runs, since it may hold
 * bytes that only it releases: once the pool takes nothing any more, on the thread that brings it.
 */
final class SerialExecutor implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(SerialExecutor.class);

    private final Executor pool;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pending = new AtomicInteger();

    SerialExecutor(Executor pool) {
        this.pool = pool;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (pending.getAndIncrement() == 0) {
            goOn();
        }
    }

    private void goOn() {
        try {
            pool.execute(this::turn);
        } catch (RejectedExecutionException e) {
            do {
                runNext();
            } while (pending.decrementAndGet() > 0);
        }
    }

    /** One task a turn, so that a busy session does not hold a thread for long. */
    private void turn() {
        runNext();
        if (pending.decrementAndGet() > 0) {
            goOn();
        }
    }

    private void runNext() {
        try {
            tasks.remove().run();
        } catch (RuntimeException e) {
            LOG.error("a task of a session failed at something it should not fail at", e);
        }
    }
}
