package eu.ccngateway.launcher.drill;

import eu.ccngateway.loadtest.process.Child;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A process of the network that can be stopped in several ways and started again. Not thread-safe but for what says so. */
final class Component implements AutoCloseable {

    private static final long SIGNAL_WITHIN_S = 5;

    private final String name;
    private final List<String> command;
    private final Path output;
    private volatile @Nullable Child child;
    private long printedBefore;
    private boolean isStalled;

    Component(String name, List<String> command, Path output) {
        this.name = name;
        this.command = command;
        this.output = output;
    }

    String name() {
        return name;
    }

    /** Starts it, after the end of the process before it. */
    void start() {
        close();
        printedBefore = output.toFile().length();
        child = Child.start(name, command, Map.of(), output);
    }

    /** Any thread. */
    boolean isAlive() {
        Child running = child;
        return running != null
                && ProcessHandle.of(running.pid())
                        .filter(ProcessHandle::isAlive)
                        .isPresent();
    }

    /** Makes it stop; returns when the signal is out. */
    void stop(How how) {
        Child running = child;
        if (running == null) {
            return;
        }
        ProcessHandle handle = ProcessHandle.of(running.pid()).orElse(null);
        if (handle == null) {
            return;
        }
        switch (how) {
            case KILL -> handle.destroyForcibly();
            case STOP -> handle.destroy();
            case STALL -> {
                signal("-STOP", running.pid());
                isStalled = true;
            }
        }
    }

    /** Lets it go on where it is stalled; starts it otherwise. */
    void resume() {
        Child running = child;
        if (isStalled && running != null) {
            signal("-CONT", running.pid());
            isStalled = false;
        } else {
            start();
        }
    }

    /** Whether a line that contains this was printed since the last start. Any thread. */
    boolean hasSaid(String text) {
        try {
            byte[] all = Files.exists(output) ? Files.readAllBytes(output) : new byte[0];
            int from = (int) Math.min(printedBefore, all.length);
            return new String(all, from, all.length - from, StandardCharsets.UTF_8).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** When it last printed something: more exact than when that was noticed. Any thread. */
    Instant lastSaid() {
        try {
            return Files.getLastModifiedTime(output).toInstant();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void signal(String signal, long pid) {
        try {
            Process kill = new ProcessBuilder("kill", signal, Long.toString(pid)).start();
            if (!kill.waitFor(SIGNAL_WITHIN_S, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new IllegalStateException("kill " + signal + " " + pid + " failed (expected: a process of ours)");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the program 'kill' cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        Child running = child;
        child = null;
        if (running != null) {
            if (isStalled) {
                signal("-CONT", running.pid());
                isStalled = false;
            }
            running.close();
        }
    }
}
