package eu.ccngateway.launcher.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import eu.ccngateway.launcher.testnet.Ports;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A member state's own broker: Artemis as published, in a process of its own, that speaks AMQP. */
final class AmqpBroker implements AutoCloseable {

    static final String USER = "door";
    static final String PASSWORD = "door-password";

    private static final String VERSION = "2.56.0";
    private static final String ACCEPTS = "AMQ221020";
    private static final long SECONDS = 90;

    private final Path instance;
    private final Path log;
    private final int port;
    private @Nullable Process process;

    private AmqpBroker(Path instance, Path log, int port) {
        this.instance = instance;
        this.log = log;
        this.port = port;
    }

    /** Skips the test where the broker is not at hand. */
    static AmqpBroker create(Path directory) throws Exception {
        Path archive = archive();
        Files.createDirectories(directory);
        run(directory, List.of("tar", "xzf", archive.toAbsolutePath().toString()));
        Path instance = directory.resolve("instance");
        int port = Ports.free();
        List<String> create = new ArrayList<>(List.of(("apache-artemis-" + VERSION + "/bin/artemis create " + instance
                        + " --silent --name own --host 127.0.0.1 --require-login --no-web --no-autotune --nio"
                        + " --no-amqp-acceptor --no-mqtt-acceptor --no-hornetq-acceptor --no-stomp-acceptor"
                        + " --default-port " + port + " --user " + USER + " --password " + PASSWORD)
                .split(" ")));
        run(directory, create);
        Path file = instance.resolve("etc/broker.xml");
        String text = Files.readString(file);
        // As the door's README asks: a door that is killed often must not make the broker give a message up.
        String ours = text.replace(
                "<address-setting match=\"#\">",
                "<address-setting match=\"#\">\n<max-delivery-attempts>-1</max-delivery-attempts>");
        assertThat(ours).isNotEqualTo(text);
        Files.writeString(file, ours);
        return new AmqpBroker(instance, directory.resolve("broker.log"), port);
    }

    private static Path archive() {
        String name = "apache-artemis-" + VERSION + "-bin.tar.gz";
        String missing = "The published broker apache-artemis " + VERSION + " (tar.gz) is neither in target/stranger"
                + " nor in the local repository; run with CI=true to fetch it";
        Path repository = Path.of(System.getProperty("user.home"), ".m2", "repository");
        return Stream.of(
                        Path.of("target", "stranger", name),
                        Path.of("..", "..", "adapters", "artemis", "target", "stranger", name),
                        repository.resolve(Path.of("org", "apache", "artemis", "apache-artemis", VERSION, name)))
                .filter(Files::exists)
                .findFirst()
                .orElseGet(() -> System.getenv("CI") != null ? fail(missing) : abort("SKIPPED: " + missing));
    }

    private static void run(Path directory, List<String> command) throws Exception {
        Path log = directory.resolve("setup.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as("%s: %s", command.get(0), Files.readString(log))
                .isZero();
    }

    void start() throws IOException {
        long before = Files.exists(log) ? Files.size(log) : 0;
        ProcessBuilder builder = new ProcessBuilder(
                        instance.resolve("bin/artemis").toString(), "run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JAVA_ARGS_APPEND", "-Xms64m -Xmx384m");
        process = builder.start();
        Awaitility.await("broker").atMost(SECONDS, TimeUnit.SECONDS).until(() -> {
            byte[] all = Files.readAllBytes(log);
            return new String(all, (int) before, (int) (all.length - before), StandardCharsets.UTF_8).contains(ACCEPTS);
        });
    }

    /** As {@code kill -9}: the script has become the JVM. */
    void kill() {
        Process running = process;
        if (running != null) {
            running.descendants().forEach(ProcessHandle::destroyForcibly);
            running.destroyForcibly();
            try {
                running.waitFor(SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    String uri() {
        return "amqp://127.0.0.1:" + port;
    }

    /** A connection of a client that knows nothing of the door. */
    Connection connect() throws JMSException {
        JmsConnectionFactory factory = new JmsConnectionFactory(USER, PASSWORD, uri());
        Connection connection = factory.createConnection();
        connection.start();
        return connection;
    }

    @Override
    public void close() {
        kill();
    }
}
