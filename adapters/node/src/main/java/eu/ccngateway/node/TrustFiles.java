package eu.ccngateway.node;

import eu.ccngateway.protocol.tls.CredentialException;
import eu.ccngateway.protocol.tls.TrustAnchors;
import eu.ccngateway.protocol.tls.TrustPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trust anchors and revocation lists out of files, read again when one has changed; the last good ones are kept. */
final class TrustFiles implements Supplier<TrustAnchors> {

    private static final Logger LOG = LoggerFactory.getLogger(TrustFiles.class);
    private static final long LOOK_EVERY_MS = 5_000;

    private final List<Path> anchors;
    private final List<Path> crls;
    private final TrustPolicy policy;
    private final Clock clock;
    private List<FileTime> times;
    private long lookedAtMs;
    private volatile TrustAnchors current;

    TrustFiles(List<Path> anchors, List<Path> crls, TrustPolicy policy, Clock clock) {
        this.anchors = List.copyOf(anchors);
        this.crls = List.copyOf(crls);
        this.policy = policy;
        this.clock = clock;
        lookedAtMs = clock.millis();
        times = times();
        current = TrustAnchors.load(this.anchors, this.crls, policy);
    }

    @Override
    public TrustAnchors get() {
        if (Math.abs(clock.millis() - lookedAtMs) >= LOOK_EVERY_MS) {
            look();
        }
        return current;
    }

    private synchronized void look() {
        long now = clock.millis();
        if (Math.abs(now - lookedAtMs) < LOOK_EVERY_MS) {
            return;
        }
        lookedAtMs = now;
        List<FileTime> seen = times();
        if (seen.equals(times)) {
            return;
        }
        times = seen;
        try {
            current = TrustAnchors.load(anchors, crls, policy);
            LOG.info("Trust anchors and revocation lists read again: {}", current);
        } catch (CredentialException e) {
            LOG.warn("Trust anchors and revocation lists stay as they were: {}", e.getMessage());
        }
    }

    private List<FileTime> times() {
        List<FileTime> all = new ArrayList<>();
        for (List<Path> files : List.of(anchors, crls)) {
            for (Path file : files) {
                all.add(time(file));
            }
        }
        return all;
    }

    private static FileTime time(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException ignored) {
            // A file that is just being replaced, or gone: reading it will tell.
            return FileTime.fromMillis(0);
        }
    }
}
