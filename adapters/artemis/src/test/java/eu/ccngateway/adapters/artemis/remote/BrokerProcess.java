package eu.ccngateway.adapters.artemis.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.ccngateway.adapters.artemis.ChildJvm;
import eu.ccngateway.gateway.queue.Recorder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Starts, kills and starts again a broker in a process of its own, always on the same port and data. */
final class BrokerProcess implements Broker {

    /** What an acceptor must be told so that an entry fits into a frame. */
    static final String WHOLE_FRAMES = ";coreMaxFrameSize=2097152";

    private final Path data;
    private final BrokerAddress address;
    private final String acceptor;
    private @Nullable ChildJvm process;

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

    @Override
    public BrokerAddress address() {
        return address;
    }

    @Override
    public void start() throws Exception {
        List<String> last = new CopyOnWriteArrayList<>();
        CountDownLatch started = new CountDownLatch(1);
        ChildJvm child = ChildJvm.start(
                List.of("-Dccn.broker.data=" + data, "-Dccn.broker.acceptor=" + acceptor),
                BrokerMain.class,
                List.of(),
                line -> {
                    last.add(line);
                    if (line.equals(BrokerMain.STARTED)) {
                        started.countDown();
                    }
                });
        process = child;
        await().atMost(Recorder.PATIENCE).until(() -> started.getCount() == 0 || !child.isAlive());
        assertThat(started.getCount())
                .as("the broker did not start:%n%s", String.join("\n", last))
                .isZero();
    }

    @Override
    public void kill() throws InterruptedException {
        if (process != null) {
            process.kill();
        }
    }

    void freeze() throws Exception {
        Objects.requireNonNull(process).freeze();
    }

    void thaw() throws Exception {
        Objects.requireNonNull(process).thaw();
    }
}
