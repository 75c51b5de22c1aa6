package eu.ccngateway.gateway.network;

import eu.ccngateway.gateway.yaml.Faults;
import eu.ccngateway.gateway.yaml.YamlFile;
import eu.ccngateway.protocol.seal.Sha256;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The network policy that holds now. A file that changed replaces it whole, or not at all: the last good one stays until
 * a better one comes.
 *
 * <p>The file is compared by content and not by its time stamp, so that two changes within one tick of the file system
 * are not missed and a touched file reloads nothing.
 */
public final class ReloadableNetwork implements Supplier<NetworkPolicy> {

    private static final Logger LOG = LoggerFactory.getLogger(ReloadableNetwork.class);

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final ByteBuffer UNREADABLE = ByteBuffer.allocate(1);

    private final Path file;
    private final List<NetworkListener> listeners = new CopyOnWriteArrayList<>();
    private volatile NetworkPolicy current;
    /** Digest of the content looked at last, good or not: a bad file is reported once. */
    private ByteBuffer seen;

    private ReloadableNetwork(Path file, byte[] bytes, NetworkPolicy first) {
        this.file = file;
        this.current = first;
        this.seen = digest(bytes);
    }

    /** Reads the file for the first time; there is no last good one to fall back to. */
    public static ReloadableNetwork open(Path file) throws NetworkFileInvalid {
        Faults faults = new Faults(file.toString());
        Optional<byte[]> bytes = YamlFile.bytes(file, faults);
        if (bytes.isEmpty()) {
            throw new NetworkFileInvalid(faults.toList());
        }
        return new ReloadableNetwork(file, bytes.get(), NetworkFile.parse(bytes.get(), faults));
    }

    /** The policy that holds now. Ask once a batch, so that a whole batch is judged by one policy. */
    @Override
    public NetworkPolicy get() {
        return current;
    }

    public void addListener(NetworkListener listener) {
        listeners.add(listener);
    }

    /** Looks at the file every so often until the returned task is cancelled. */
    public ScheduledFuture<?> watch(ScheduledExecutorService scheduler, Duration every) {
        long ms = every.toMillis();
        return scheduler.scheduleWithFixedDelay(this::reloadAndSay, ms, ms, TimeUnit.MILLISECONDS);
    }

    /** Looks at the file now. */
    public synchronized Reload reload() {
        Faults faults = new Faults(file.toString());
        Optional<byte[]> bytes = YamlFile.bytes(file, faults);
        ByteBuffer digest = bytes.map(ReloadableNetwork::digest).orElse(UNREADABLE);
        if (digest.equals(seen)) {
            return new Reload.Unchanged();
        }
        seen = digest;
        if (bytes.isEmpty()) {
            return new Reload.Rejected(faults.toList());
        }
        try {
            return replace(NetworkFile.parse(bytes.get(), faults), faults);
        } catch (NetworkFileInvalid e) {
            return new Reload.Rejected(e.faults());
        }
    }

    private Reload replace(NetworkPolicy next, Faults faults) {
        NetworkPolicy old = current;
        if (!next.network().equals(old.network()) || !next.environment().equals(old.environment())) {
            faults.add("network " + next.network() + ", environment " + next.environment() + " (expected: "
                    + old.network() + ", " + old.environment()
                    + " as before; every seal names them, restart the gateway to change them)");
            return new Reload.Rejected(faults.toList());
        }
        try {
            listeners.forEach(listener -> listener.prepare(old, next));
        } catch (RuntimeException e) {
            faults.add("could not be put into force: " + e + "; it is tried again at the next look");
            seen = NOTHING;
            return new Reload.Rejected(faults.toList());
        }
        current = next;
        listeners.forEach(listener -> listener.changed(old, next));
        return new Reload.Replaced(old, next);
    }

    private void reloadAndSay() {
        try {
            Reload outcome = reload();
            if (outcome instanceof Reload.Replaced replaced) {
                LOG.info(
                        "{}: read again, {} nodes and {} queues",
                        file,
                        replaced.next().nodes().size(),
                        replaced.next().queues().size());
            } else if (outcome instanceof Reload.Rejected rejected) {
                rejected.faults().forEach(fault -> LOG.error("{}", fault));
                LOG.error("{}: not used, the last good one still holds; correct it", file);
            }
        } catch (RuntimeException e) {
            LOG.error("{}: looking at it again failed; the last good one still holds", file, e);
        }
    }

    private static ByteBuffer digest(byte[] bytes) {
        return ByteBuffer.wrap(Sha256.of(bytes));
    }
}
