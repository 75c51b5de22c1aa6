package eu.ccngateway.launcher.crash;

import eu.ccngateway.node.Disconnected;
import eu.ccngateway.node.Node;
import eu.ccngateway.node.NodeClosed;
import eu.ccngateway.node.NodeException;
import eu.ccngateway.node.Received;
import eu.ccngateway.node.TimedOut;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A program that asks for messages, several at a time, and acknowledges each when it is done with it. */
final class Getter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Getter.class);

    private static final int AT_A_TIME = 50;
    private static final Duration WAIT = Duration.ofMillis(500);

    private final Node node;
    private final String queue;
    private final Consumer<Received> program;
    private final Collection<String> faults;
    private final Thread thread = new Thread(this::run, "getter");
    private volatile boolean isClosed;

    Getter(Node node, String queue, Consumer<Received> program, Collection<String> faults) {
        this.node = node;
        this.queue = queue;
        this.program = program;
        this.faults = faults;
        thread.start();
    }

    private void run() {
        while (!isClosed) {
            try {
                for (Received received : node.get(queue, AT_A_TIME, WAIT)) {
                    program.accept(received);
                    received.acknowledge();
                }
            } catch (Disconnected | TimedOut e) {
                // The gateway was away for longer than this get was to wait, or had too much to take up: the next one
                // waits.
                LOG.warn("{}", e.getMessage());
            } catch (NodeClosed e) {
                return;
            } catch (NodeException e) {
                faults.add("get: " + e);
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        isClosed = true;
        thread.join();
    }
}
