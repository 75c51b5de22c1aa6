package eu.ccngateway.gateway.testkit;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** One thread that can be held: what is handed to it meanwhile waits. */
final class HeldExecutor implements Executor, AutoCloseable {

    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "memory-queues");
        made.setDaemon(true);
        return made;
    });
    private boolean isHeld;

    synchronized void hold() {
        isHeld = true;
    }

    synchronized void letGo() {
        isHeld = false;
        notifyAll();
    }

    @Override
    public void execute(Runnable task) {
        try {
            thread.execute(() -> {
                waitUntilFree();
                task.run();
            });
        } catch (RejectedExecutionException ignored) {
            // The test is over.
        }
    }

    private synchronized void waitUntilFree() {
        while (isHeld) {
            try {
                wait();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public void close() {
        letGo();
        thread.shutdown();
    }
}
