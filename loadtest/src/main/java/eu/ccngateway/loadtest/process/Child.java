package eu.ccngateway.loadtest.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A program in a process of its own. It ends when it is closed, or when this process ends, with all it had started. */
public final class Child implements AutoCloseable {

    private static final Duration END_WITHIN = Duration.ofSeconds(30);
    private static final long LOOK_MS = 50;
    private static final int TAIL = 2_000;

    private final String name;
    private final Process process;
    private final Path output;
    private final Thread hook;

    private Child(String name, Process process, Path output) {
        this.name = name;
        this.process = process;
        this.output = output;
        hook = new Thread(this::kill, "end-" + name);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Starts it.
     *
     * @param environment added to this process's own
     * @param output where what it prints goes
     */
    public static Child start(String name, List<String> command, Map<String, String> environment, Path output) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
            builder.environment().putAll(environment);
            return new Child(name, builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be started: " + command.get(0), e);
        }
    }

    /** Waits until something about it is so. */
    public void await(BooleanSupplier isSo, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!isSo.getAsBoolean()) {
            if (!process.isAlive()) {
                throw new IllegalStateException(name + " ended with " + process.exitValue() + ": " + tail());
            }
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException(name + " is not ready after " + atMost + ": " + tail());
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
    }

    private String tail() {
        try {
            String text = Files.readString(output, StandardCharsets.UTF_8);
            return text.substring(Math.max(0, text.length() - TAIL));
        } catch (IOException e) {
            return "what it printed cannot be read: " + e.getMessage();
        }
    }

    public long pid() {
        return process.pid();
    }

    /** Asks it to end, and does not ask a second time. */
    @Override
    public void close() {
        List<ProcessHandle> family = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(END_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        family.forEach(ProcessHandle::destroyForcibly);
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ignored) {
            // This process is ending already, and the hook is running or has run.
        }
    }

    private void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Removes a directory with everything in it. */
    public static void delete(Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
