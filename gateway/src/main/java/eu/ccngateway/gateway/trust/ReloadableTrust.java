package eu.ccngateway.gateway.trust;

import eu.ccngateway.gateway.config.Credentials;
import eu.ccngateway.gateway.config.KeySource;
import eu.ccngateway.gateway.config.Secret;
import eu.ccngateway.protocol.message.GatewayId;
import eu.ccngateway.protocol.seal.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trust that holds now. Files that changed replace it whole, or not at all: while something does not fit, such as a
 * new certificate whose key has not come yet, the last good one stays and the log says what is wrong.
 */
public final class ReloadableTrust implements Supplier<Trust> {

    private static final Logger LOG = LoggerFactory.getLogger(ReloadableTrust.class);

    private final Credentials credentials;
    private final GatewayId gateway;
    private final Clock clock;
    private final Secret.Environment environment;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile Trust current;
    private String seen;
    private String lastFault = "";

    private ReloadableTrust(Credentials credentials, GatewayId gateway, Clock clock, Secret.Environment environment) {
        this.credentials = credentials;
        this.gateway = gateway;
        this.clock = clock;
        this.environment = environment;
        this.seen = digest(files(credentials));
        this.current = Trust.load(credentials, gateway, clock, environment);
    }

    /** Loads for the first time; there is no last good one to fall back to. */
    public static ReloadableTrust open(
            Credentials credentials, GatewayId gateway, Clock clock, Secret.Environment environment) {
        return new ReloadableTrust(credentials, gateway, clock, environment);
    }

    @Override
    public Trust get() {
        return current;
    }

    /**
     * Wants to know of every change.
     *
     * @param prepare told before it holds; an exception keeps the old trust
     * @param changed told once it holds
     */
    public record Listener(Consumer<Trust> prepare, Runnable changed) {}

    public void addListener(Listener listener) {
        listeners.add(listener);
    }

    public ScheduledFuture<?> watch(ScheduledExecutorService scheduler, Duration every, Consumer<Boolean> outcome) {
        return scheduler.scheduleWithFixedDelay(
                () -> reload(outcome), every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Looks at the files now; tells the outcome unless nothing has changed, and the same failure once. */
    public synchronized void reload(Consumer<Boolean> outcome) {
        String now = digest(files(credentials));
        if (now.equals(seen)) {
            return;
        }
        try {
            Trust next = Trust.load(credentials, gateway, clock, environment);
            listeners.forEach(listener -> listener.prepare.accept(next));
            current = next;
            listeners.forEach(listener -> listener.changed.run());
            seen = now;
            lastFault = "";
            LOG.info("keys, trust anchors and revocation lists were loaded anew");
            outcome.accept(true);
        } catch (RuntimeException e) {
            // Files are often replaced one by one: look again next time, but say the same thing once.
            if (!String.valueOf(e.getMessage()).equals(lastFault)) {
                lastFault = String.valueOf(e.getMessage());
                LOG.error(
                        "changed keys, anchors or lists do not hold together, the last good ones stay: {}", lastFault);
                outcome.accept(false);
            }
        }
    }

    private static List<Path> files(Credentials credentials) {
        List<Path> files = new ArrayList<>(credentials.trust().anchors());
        files.addAll(credentials.trust().revocationLists());
        for (KeySource source : List.of(credentials.tls(), credentials.seal())) {
            if (source instanceof KeySource.Pem pem) {
                files.add(pem.certificate());
                files.add(pem.key());
            } else if (source instanceof KeySource.Pkcs12 pkcs12) {
                files.add(pkcs12.file());
            } else if (source instanceof KeySource.Pkcs11 token) {
                files.add(token.configuration());
            }
        }
        return files;
    }

    private static String digest(List<Path> files) {
        StringBuilder all = new StringBuilder();
        for (Path file : files) {
            all.append(file).append('=');
            try {
                all.append(HexFormat.of().formatHex(Sha256.of(Files.readAllBytes(file))));
            } catch (IOException e) {
                all.append("unreadable");
            }
            all.append('\n');
        }
        return all.toString();
    }
}
