package eu.ccngateway.loadtest.rival.rabbit;

import eu.ccngateway.loadtest.process.Child;
import eu.ccngateway.loadtest.rival.FreePort;
import eu.ccngateway.loadtest.rival.RivalKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A RabbitMQ server of our own: own data, own ports, own name server, nothing shared with one that the system may run. */
final class RabbitServer implements AutoCloseable {

    /** Where packages put the script that runs the server as whoever calls it. */
    private static final List<String> PLACES = List.of(
            "/usr/lib/rabbitmq/bin/rabbitmq-server",
            "/opt/rabbitmq/sbin/rabbitmq-server",
            "/opt/homebrew/sbin/rabbitmq-server",
            "/usr/local/sbin/rabbitmq-server");

    private static final Duration READY_WITHIN = Duration.ofSeconds(90);
    private static final int CONNECT_MS = 200;

    private final Child child;
    private final Map<String, String> environment;
    private final int port;

    private RabbitServer(Child child, Map<String, String> environment, int port) {
        this.child = child;
        this.environment = environment;
        this.port = port;
    }

    /** The program, if it is installed. */
    static Optional<Path> program() {
        return Stream.of(PLACES.toArray(String[]::new))
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    static RabbitServer start(Path program, Path directory, RivalKeys keys) throws InterruptedException {
        int port = FreePort.find();
        Map<String, String> environment = environment(directory);
        try {
            Files.writeString(directory.resolve("rabbitmq.conf"), configuration(port, keys), StandardCharsets.UTF_8);
            Files.writeString(directory.resolve("enabled_plugins"), "[].\n", StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Child child =
                Child.start("rabbitmq", List.of(program.toString()), environment, directory.resolve("server.out"));
        RabbitServer server = new RabbitServer(child, environment, port);
        try {
            child.await(() -> answers(port), READY_WITHIN);
            return server;
        } catch (RuntimeException | InterruptedException e) {
            server.close();
            throw e;
        }
    }

    private static Map<String, String> environment(Path directory) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("HOME", directory.toString());
        environment.put("RABBITMQ_NODENAME", "ccnload@localhost");
        environment.put(
                "RABBITMQ_CONFIG_FILE", directory.resolve("rabbitmq.conf").toString());
        environment.put(
                "RABBITMQ_ENABLED_PLUGINS_FILE",
                directory.resolve("enabled_plugins").toString());
        environment.put("RABBITMQ_MNESIA_BASE", directory.resolve("data").toString());
        environment.put("RABBITMQ_LOG_BASE", directory.resolve("log").toString());
        environment.put("RABBITMQ_PID_FILE", directory.resolve("pid").toString());
        environment.put("RABBITMQ_DIST_PORT", Integer.toString(FreePort.find()));
        environment.put("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}");
        environment.put("ERL_EPMD_PORT", Integer.toString(FreePort.find()));
        environment.put("ERL_EPMD_ADDRESS", "127.0.0.1");
        environment.put("ERL_EPMD_RELAXED_COMMAND_CHECK", "true");
        return environment;
    }

    private static String configuration(int port, RivalKeys keys) {
        return "listeners.tcp = none\nlisteners.ssl.1 = 127.0.0.1:" + port
                + "\nssl_options.cacertfile = " + keys.trustPem()
                + "\nssl_options.certfile = " + keys.file(keys.broker(), "crt")
                + "\nssl_options.keyfile = " + keys.file(keys.broker(), "key")
                + "\nssl_options.verify = verify_peer\nssl_options.fail_if_no_peer_cert = true"
                + "\nssl_options.versions.1 = tlsv1.3\nlog.file.level = warning\nlog.console = false"
                + "\ndisk_free_limit.absolute = 256MB\nvm_memory_high_watermark.relative = 0.4\n";
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    int port() {
        return port;
    }

    /** The virtual machine; the script that started it waits above it. */
    long pid() {
        return ProcessHandle.of(child.pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .filter(handle -> handle.info().command().orElse("").contains("beam"))
                .mapToLong(ProcessHandle::pid)
                .findFirst()
                .orElse(child.pid());
    }

    /** Ends the server, and the name server that it had started for itself. */
    @Override
    public void close() {
        child.close();
        try {
            ProcessBuilder names = new ProcessBuilder("epmd", "-kill").redirectErrorStream(true);
            names.redirectOutput(ProcessBuilder.Redirect.DISCARD).environment().putAll(environment);
            names.start().waitFor(5, TimeUnit.SECONDS);
        } catch (IOException ignored) {
            // No such program: then there is no name server either.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
