package eu.ccngateway.doors.jms;

import eu.ccngateway.doors.DoorEvent;
import eu.ccngateway.doors.DoorLock;
import eu.ccngateway.doors.Ledger;
import eu.ccngateway.node.Node;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The JMS door of a node: bridges queues of the member state's own broker. The node stays the caller's. */
public final class JmsDoor implements AutoCloseable {

    /** Longer than a gateway's duplicate window: what is older is refused as stale anyway. */
    private static final Ledger.Limits REMEMBERED = new Ledger.Limits(Duration.ofDays(2), 1_000_000);

    private static final long CLOSE_WITHIN_MS = TimeUnit.SECONDS.toMillis(10);

    private final DoorLock lock;
    private final Ledger moments;
    private final List<Bridge> bridges = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    private JmsDoor(Node node, JmsDoorConfig config, Path directory, Clock clock, DoorEvent.Listener listener)
            throws IOException {
        lock = DoorLock.acquire(directory);
        moments = Ledger.open(directory.resolve("puts.log"), REMEMBERED, clock);
        JmsMapping mapping = new JmsMapping(config.mapping(), node.whoAmI().environment());
        Outward.Means means = new Outward.Means(node, mapping, moments, clock, listener);
        if (config.out().isPresent()) {
            bridges.add(new Outward(config, means));
        }
        for (String queue : config.in().keySet()) {
            bridges.add(new Inward(config, queue, means));
        }
    }

    /**
     * Begins; looks for the broker until it is there.
     *
     * @param directory where the door keeps what it must know again
     * @throws IOException if another door works there, too
     */
    public static JmsDoor start(
            Node node, JmsDoorConfig config, Path directory, Clock clock, DoorEvent.Listener listener)
            throws IOException {
        JmsDoor door = new JmsDoor(node, config, directory, clock, listener);
        for (Bridge bridge : door.bridges) {
            Thread thread = new Thread(bridge, "door-jms");
            door.threads.add(thread);
            thread.start();
        }
        return door;
    }

    /** Ends between two batches; what is in one and cannot end is left as a crash would leave it. */
    @Override
    public void close() throws IOException {
        bridges.forEach(Bridge::close);
        try {
            for (int i = 0; i < threads.size(); i++) {
                threads.get(i).join(CLOSE_WITHIN_MS);
                bridges.get(i).abort();
                threads.get(i).join(CLOSE_WITHIN_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        moments.close();
        lock.close();
    }
}
