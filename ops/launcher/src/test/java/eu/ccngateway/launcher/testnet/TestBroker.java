package eu.ccngateway.launcher.testnet;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A broker for a gateway's remote storage, in a process of its own that can be killed and started again. */
public final class TestBroker implements AutoCloseable {

    public static final String PREFIX = "demo.";

    private static final Duration READY_WITHIN = Duration.ofSeconds(120);

    private final int port = Ports.free();
    private final JavaProcess process;

    public TestBroker(Path directory) {
        process = new JavaProcess(new JavaProcess.Program(
                BrokerMain.class,
                List.of("-Xmx384m"),
                List.of(directory.resolve("broker").toString(), Integer.toString(port), PREFIX),
                directory.resolve("broker.log")));
    }

    /** For gateway.yaml; a unit of work may wait for the broker so long. */
    public String storage(Duration patience) {
        return "storage: { remote: { brokers: ['" + address() + "'], plain: true, prefix: " + PREFIX + ", patience: "
                + patience.toSeconds() + " s } }";
    }

    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Returns when it takes connections. */
    public TestBroker start() {
        process.start();
        process.awaitLine(BrokerMain.READY, READY_WITHIN);
        return this;
    }

    /** As {@code kill -9}. */
    public void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }
}
