package eu.ccngateway.doors.files;

import eu.ccngateway.doors.Disk;
import eu.ccngateway.doors.DoorEvent;
import eu.ccngateway.doors.DoorLock;
import eu.ccngateway.doors.OwnQueues;
import eu.ccngateway.node.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The file door of a node: puts what is dropped, writes down what arrives. The node stays the caller's. */
public final class FileDoor implements AutoCloseable {

    private static final long CLOSE_WITHIN_MS = 30_000;

    private final DoorLock outLock;
    private final DoorLock inLock;
    private final FileSender sender;
    private final List<FileFetcher> fetchers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<String> queues;

    private FileDoor(Node node, FileDoorConfig config, Clock clock, RandomGenerator random, DoorEvent.Listener listener)
            throws IOException {
        outLock = DoorLock.acquire(Files.createDirectories(config.out().resolve(".door")));
        try {
            inLock = DoorLock.acquire(Files.createDirectories(config.in().resolve(".door")));
        } catch (IOException | RuntimeException e) {
            outLock.close();
            throw e;
        }
        Outbox outbox = new Outbox(config.out(), new DropReader(config.payloadMax(), clock, random));
        Inbox inbox = new Inbox(config.in(), outbox);
        sender = new FileSender(node, outbox, config, clock, random, listener);
        sender.begin(outbox.recover());
        inbox.recover(clock);
        Disk.force(config.out());
        queues = config.queues().isEmpty() ? OwnQueues.of(node) : config.queues();
        for (String queue : queues) {
            fetchers.add(new FileFetcher(node, queue, inbox, config.waitingMax(), listener));
        }
    }

    /**
     * Takes up what an earlier run left, and begins.
     *
     * @throws IOException if another door works on one of the directories, too
     */
    public static FileDoor start(
            Node node, FileDoorConfig config, Clock clock, RandomGenerator random, DoorEvent.Listener listener)
            throws IOException {
        FileDoor door = new FileDoor(node, config, clock, random, listener);
        door.begin(door.sender, "door-out");
        for (FileFetcher fetcher : door.fetchers) {
            door.begin(fetcher, "door-in");
        }
        return door;
    }

    private void begin(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        threads.add(thread);
        thread.start();
    }

    /** The queues it takes from. */
    public List<String> queues() {
        return queues;
    }

    /** Takes nothing more. What is on its way is finished at the next start. */
    @Override
    public void close() throws IOException {
        sender.close();
        fetchers.forEach(FileFetcher::close);
        try {
            for (Thread thread : threads) {
                thread.join(CLOSE_WITHIN_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        outLock.close();
        inLock.close();
    }
}
