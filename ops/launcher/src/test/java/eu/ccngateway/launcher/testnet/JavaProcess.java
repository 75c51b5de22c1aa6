package eu.ccngateway.launcher.testnet;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A program of ours in a JVM of its own, on the class path of this one. It is started, ended in order or as by kill -9,
 * and started again. What it prints is appended to a file. Not thread-safe.
 */
public final class JavaProcess implements AutoCloseable {

    private static final long END_WITHIN_S = 60;
    private static final long LOOK_EVERY_NANOS = 10_000_000;
    private static final int TAIL = 4000;

    private final Program program;
    private volatile @Nullable Process process;
    private long printedBefore;

    /**
     * What to start.
     *
     * @param options of the JVM
     * @param output where its output is appended
     */
    public record Program(Class<?> main, List<String> options, List<String> arguments, Path output) {}

    public JavaProcess(Program program) {
        this.program = program;
        // A test that is interrupted leaves nobody behind.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            Process left = process;
            if (left != null) {
                left.destroyForcibly();
            }
        }));
    }

    /** Begins; it may not be ready yet. */
    public void start() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Lives for seconds only: quick to start counts for more than quick to run.
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        // As ./ccn does: from JDK 24 on Artemis can free its journal's buffers only with leave.
        command.addAll(List.of("-XX:+IgnoreUnrecognizedVMOptions", "--sun-misc-unsafe-memory-access=allow"));
        libraries().ifPresent(path -> command.add("-Djava.library.path=" + path));
        command.addAll(program.options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.main.getName()));
        command.addAll(program.arguments);
        try {
            printedBefore = Files.exists(program.output) ? Files.size(program.output) : 0;
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(program.output.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The binding to libaio, where the build has unpacked it. */
    private static Optional<String> libraries() {
        Path unpacked =
                Path.of("target", "ccn", "native", "lib", "linux-x86_64").toAbsolutePath();
        return Files.isDirectory(unpacked)
                ? Optional.of(unpacked.toString())
                : Optional.ofNullable(System.getProperty("java.library.path"));
    }

    /** Waits for a line that begins like this, printed since the last start; gives the rest of it. */
    public String awaitLine(String beginning, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            boolean isOver = !isAlive() || System.nanoTime() - deadline > 0;
            Optional<String> line =
                    printed().lines().filter(text -> text.startsWith(beginning)).findFirst();
            if (line.isPresent()) {
                return line.get().substring(beginning.length());
            }
            if (isOver) {
                return fail(
                        "%s %s and has not printed '%s':%n%s", this, isAlive() ? "lives" : "ended", beginning, tail());
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }

    /** What it printed since the last start. */
    public String printed() {
        try {
            byte[] all = Files.exists(program.output) ? Files.readAllBytes(program.output) : new byte[0];
            int from = (int) Math.min(printedBefore, all.length);
            return new String(all, from, all.length - from, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String tail() {
        String printed = printed();
        return printed.substring(Math.max(0, printed.length() - TAIL));
    }

    public boolean isAlive() {
        Process started = process;
        return started != null && started.isAlive();
    }

    /** As {@code kill -9}; returns when it is gone. */
    public void kill() {
        Process started = process;
        if (started != null) {
            started.destroyForcibly();
            awaitEnd(started);
        }
    }

    /** As SIGTERM; returns its exit code when it is gone. */
    public int stop() {
        Process started = process;
        if (started == null) {
            return 0;
        }
        started.destroy();
        return awaitEnd(started);
    }

    private int awaitEnd(Process ending) {
        try {
            if (!ending.waitFor(END_WITHIN_S, TimeUnit.SECONDS)) {
                ending.destroyForcibly().waitFor();
                fail("%s did not end within %s s:%n%s", this, END_WITHIN_S, tail());
            }
            return ending.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the end of " + this, e);
        }
    }

    /** Kills it if it still runs. */
    @Override
    public void close() {
        kill();
    }

    @Override
    public String toString() {
        return program.main.getSimpleName() + " " + program.arguments;
    }
}
