package eu.ccngateway.adapters.artemis.remote;

import static org.assertj.core.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Starts, kills and starts again a broker in a process of its own, always on the same port and data. */
final class BrokerProcess implements AutoCloseable {

    /** What an acceptor must be told so that an entry fits into a frame. */
    static final String WHOLE_FRAMES = ";coreMaxFrameSize=2097152";

    private static final int LAST_LINES = 40;

    private final Path data;
    private final BrokerAddress address;
    private final String acceptor;
    private @Nullable Process process;

    private BrokerProcess(Path data, BrokerAddress address, String acceptorParameters) {
        this.data = data;
        this.address = address;
        this.acceptor = "tcp://" + address + "?protocols=CORE" + acceptorParameters;
    }

    static BrokerProcess plain(Path data) throws IOException {
        return with(data, WHOLE_FRAMES);
    }

    static BrokerProcess with(Path data, String acceptorParameters) throws IOException {
        return new BrokerProcess(data, new BrokerAddress("127.0.0.1", freePort()), acceptorParameters);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    BrokerAddress address() {
        return address;
    }

    RemoteSettings settings(String gateway) {
        return RemoteSettings.plain(gateway, "demo.", address)
                .withLogin(new BrokerLogin(BrokerMain.USER, BrokerMain.PASSWORD));
    }

    /** Returns once the broker accepts connections. */
    BrokerProcess start() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        Optional.ofNullable(System.getProperty("java.library.path"))
                .ifPresent(libraries -> command.add("-Djava.library.path=" + libraries));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add("-Dccn.broker.data=" + data);
        command.add("-Dccn.broker.acceptor=" + acceptor);
        command.add(BrokerMain.class.getName());
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        awaitStarted(process);
        return this;
    }

    private static void awaitStarted(Process process) throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        ArrayDeque<String> last = new ArrayDeque<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals(BrokerMain.STARTED)) {
                drain(output);
                return;
            }
            last.add(line);
            if (last.size() > LAST_LINES) {
                last.remove();
            }
        }
        fail("the broker did not start:\n" + String.join("\n", last));
    }

    private static void drain(BufferedReader output) {
        Thread drain = new Thread(
                () -> output.lines().filter(line -> line.contains("ERROR")).forEach(System.out::println),
                "broker-output");
        drain.setDaemon(true);
        drain.start();
    }

    /** As {@code kill -9}. */
    void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() throws Exception {
        kill();
    }
}
