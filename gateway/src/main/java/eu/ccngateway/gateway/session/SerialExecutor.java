package eu.ccngateway.gateway.session;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs the tasks of one session one after the other on a pool that all sessions share. */
final class SerialExecutor implements Executor {

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
            pool.execute(this::runOne);
        }
    }

    /** One task a turn, so that a busy session does not hold a thread for long. */
    private void runOne() {
        try {
            Runnable task = tasks.remove();
            task.run();
        } finally {
            if (pending.decrementAndGet() > 0) {
                pool.execute(this::runOne);
            }
        }
    }
}
