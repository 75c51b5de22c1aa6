package eu.ccngateway.adapters.artemis.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The broker as published, unpacked and set up with its own tools; only our address setting is added to its file. */
final class StrangerBroker implements Broker {

    private static final String VERSION = "2.56.0";
    private static final String ACCEPTS = "AMQ221020";

    private final Path instance;
    private final BrokerAddress address;
    private @Nullable Process process;

    private StrangerBroker(Path instance, BrokerAddress address) {
        this.instance = instance;
        this.address = address;
    }

    /** The archive, if the build fetched it or it is in the local repository. */
    static Optional<Path> archive() {
        String name = "apache-artemis-" + VERSION + "-bin.tar.gz";
        Path repository = Path.of(System.getProperty("user.home"), ".m2", "repository");
        return Stream.of(
                        Path.of("target", "stranger", name),
                        repository.resolve(Path.of("org", "apache", "artemis", "apache-artemis", VERSION, name)))
                .filter(Files::exists)
                .findFirst();
    }

    static StrangerBroker create(Path archive, Path directory) throws Exception {
        BrokerAddress address = new BrokerAddress("127.0.0.1", BrokerProcess.freePort());
        run(directory, "tar", "xzf", archive.toAbsolutePath().toString());
        Path instance = directory.resolve("instance");
        run(
                directory,
                ("apache-artemis-" + VERSION + "/bin/artemis create " + instance
                                + " --silent --name stranger --host 127.0.0.1 --user " + BrokerMain.USER
                                + " --require-login --no-web --no-autotune --nio --default-port " + address.port()
                                + " --no-amqp-acceptor --no-mqtt-acceptor --no-hornetq-acceptor --no-stomp-acceptor"
                                + " --password")
                        .split(" "),
                BrokerMain.PASSWORD);
        Path file = instance.resolve("etc/broker.xml");
        String ours = addressSetting();
        Files.writeString(file, Files.readString(file).replace("<address-settings>", "<address-settings>\n" + ours));
        return new StrangerBroker(instance, address);
    }

    /** The same setting our own test broker has, and the README asks for. */
    private static String addressSetting() throws IOException {
        try (InputStream ours = StrangerBroker.class.getResourceAsStream("/broker.xml")) {
            String text = new String(Objects.requireNonNull(ours).readAllBytes(), StandardCharsets.UTF_8);
            int start = text.indexOf("<address-setting ");
            return text.substring(start, text.indexOf("</address-settings>"));
        }
    }

    private static void run(Path directory, String[] command, String last) throws Exception {
        List<String> all = new ArrayList<>(Arrays.asList(command));
        all.add(last);
        run(directory, all.toArray(String[]::new));
    }

    private static void run(Path directory, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("setup.log").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as("%s: %s", command[0], Files.readString(directory.resolve("setup.log")))
                .isZero();
    }

    @Override
    public BrokerAddress address() {
        return address;
    }

    @Override
    public void start() throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(instance.resolve("bin/artemis").toString(), "run").redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JAVA_ARGS_APPEND", "-Xms64m -Xmx512m");
        process = builder.start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        List<String> lines = new ArrayList<>();
        String line = output.readLine();
        while (line != null && !line.contains(ACCEPTS)) {
            lines.add(line);
            line = output.readLine();
        }
        assertThat(line)
                .as("the stranger did not start:%n%s", String.join("\n", lines))
                .isNotNull();
        Thread drain = new Thread(() -> output.lines().forEach(ignored -> {}), "stranger-output");
        drain.setDaemon(true);
        drain.start();
    }

    @Override
    public void kill() throws Exception {
        if (process != null) {
            process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
        }
    }
}
