package eu.ccngateway.launcher.local;

import eu.ccngateway.launcher.console.CommandFailed;
import eu.ccngateway.launcher.console.ExitCode;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Prometheus beside a local network: scrapes it, with the rules of {@code ops/prometheus}. */
final class LocalPrometheus implements AutoCloseable {

    private static final String PROGRAM = "prometheus";
    private static final int USUAL_PORT = 9090;
    private static final long END_WITHIN_S = 20;

    private final Process process;
    private final int port;

    private LocalPrometheus(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Where the program is; without it there is nothing to start. */
    static Path program(String path) {
        Optional<Path> found = Stream.of(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, PROGRAM))
                .filter(Files::isExecutable)
                .findFirst();
        return found.orElseThrow(() -> new CommandFailed(
                ExitCode.FAILED,
                "--prometheus: no program " + PROGRAM + " on the PATH (expected: installed, for example with"
                        + " apt install prometheus); or leave the option out"));
    }

    /**
     * Starts it. What it keeps stays in the directory of the network.
     *
     * @param admin address of the gateway's admin port
     * @param isPortFree whether any port will do
     */
    static LocalPrometheus start(Path program, LocalDirectory network, String admin, boolean isPortFree)
            throws IOException {
        Path home = Files.createDirectories(network.directory().resolve("prometheus"));
        for (String rules : List.of("recording.yml", "alerts.yml")) {
            Files.writeString(home.resolve(rules), LocalDirectory.example("prometheus/" + rules));
        }
        Files.writeString(home.resolve("prometheus.yml"), configuration(admin), StandardCharsets.UTF_8);
        int port = isPortFree ? free(0) : free(USUAL_PORT);
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--config.file=" + home.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + home.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        network.log().resolveSibling("prometheus.log").toFile()))
                .start();
        return new LocalPrometheus(process, port);
    }

    private static String configuration(String admin) {
        return "# Written by ccn up --prometheus at every start.\n"
                + "global: { scrape_interval: 5s, evaluation_interval: 5s }\n"
                + "rule_files: [recording.yml, alerts.yml]\n"
                + "scrape_configs:\n"
                + "  - job_name: ccn\n"
                + "    static_configs: [{ targets: [\"" + admin.replace("http://", "") + "\"] }]\n";
    }

    private static int free(int wanted) throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress("127.0.0.1", wanted));
            return probe.getLocalPort();
        } catch (IOException e) {
            if (wanted == 0) {
                throw e;
            }
            return free(0);
        }
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Has it write down what it knows, and waits for that. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_WITHIN_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
