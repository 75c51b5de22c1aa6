package eu.ccngateway.adapters.artemis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Another Java process with our class path, to be killed. */
public final class ChildJvm implements AutoCloseable {

    private final Process process;
    private final Thread reader;

    private ChildJvm(Process process, Consumer<String> lines) {
        this.process = process;
        this.reader = new Thread(() -> read(process, lines), "child-output");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts it.
     *
     * @param options of the virtual machine, for example {@code -Dname=value}
     * @param lines is handed each line it writes
     */
    public static ChildJvm start(List<String> options, Class<?> main, List<String> arguments, Consumer<String> lines)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        // From JDK 24 on Artemis can free its journal's buffers only with leave.
        command.addAll(List.of("-XX:+IgnoreUnrecognizedVMOptions", "--sun-misc-unsafe-memory-access=allow"));
        Optional.ofNullable(System.getProperty("java.library.path"))
                .ifPresent(libraries -> command.add("-Djava.library.path=" + libraries));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return new ChildJvm(
                new ProcessBuilder(command).redirectErrorStream(true).start(), lines);
    }

    private static void read(Process process, Consumer<String> lines) {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.accept(line);
            }
        } catch (IOException e) {
            lines.accept("the output ended: " + e.getMessage());
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Stops it where it stands; its connections stay, and nobody answers. */
    public void freeze() throws Exception {
        signal("-STOP");
    }

    /** Lets it go on as if nothing had happened. */
    public void thaw() throws Exception {
        signal("-CONT");
    }

    private void signal(String name) throws Exception {
        new ProcessBuilder("kill", name, String.valueOf(process.pid())).start().waitFor();
    }

    /** As {@code kill -9}. Returns once everything it wrote before was read. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
        reader.join();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
