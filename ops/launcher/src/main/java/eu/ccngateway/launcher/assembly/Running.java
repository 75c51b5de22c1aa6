package eu.ccngateway.launcher.assembly;

import eu.ccngateway.launcher.console.Console;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** Keeps a command alive until Ctrl-C or SIGTERM, and has it clean up before the process ends. */
public final class Running {

    private final Console console;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);

    public Running(Console console) {
        this.console = console;
    }

    /** What is done at the end. */
    @FunctionalInterface
    public interface Ending {
        void run() throws IOException;
    }

    /** Returns when the process was asked to end and the ending is done. */
    public void untilAsked(Ending ending) throws IOException {
        Thread hook = new Thread(this::stop, "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            asked.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            console.note("ccn: draining; nothing that was acknowledged is lost");
            ending.run();
            console.note("ccn: stopped");
        } finally {
            finished.countDown();
        }
    }

    /** The process ends when this returns, so it waits for the ending. */
    private void stop() {
        asked.countDown();
        try {
            finished.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
