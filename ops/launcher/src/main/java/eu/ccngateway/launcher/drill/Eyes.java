package eu.ccngateway.launcher.drill;

import eu.ccngateway.launcher.console.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** The injector's own eyes: ten times a second whether the gateway is ready, and which applications it has a session with. */
final class Eyes implements AutoCloseable {

    private static final long EVERY_MS = 100;
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final int OK = 200;

    private final DrillNetwork network;
    private final InjectorLog log;
    private final Clock clock;
    private final BiConsumer<String, Instant> back;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "eyes");
        made.setDaemon(true);
        return made;
    });

    /** @param back told of every component that came back */
    Eyes(DrillNetwork network, InjectorLog log, Clock clock, BiConsumer<String, Instant> back) {
        this.network = network;
        this.log = log;
        this.clock = clock;
        this.back = back;
    }

    void open() {
        thread.scheduleWithFixedDelay(this::look, 0, EVERY_MS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        Instant before = clock.instant();
        boolean isReady = isReady();
        tell(DrillNetwork.GATEWAY, isReady, isReady ? clock.instant() : before);
        if (isReady) {
            connected()
                    .ifPresent(nodes -> network.nodes()
                            .forEach((component, node) -> tell(component, nodes.contains(node), clock.instant())));
        }
        if (log.isDown(DrillNetwork.PROBER)
                && network.component(DrillNetwork.PROBER).hasSaid("measuring")) {
            tell(
                    DrillNetwork.PROBER,
                    true,
                    network.component(DrillNetwork.PROBER).lastSaid());
        }
    }

    private void tell(String component, boolean isUp, Instant at) {
        if (log.seen(component, isUp, at)) {
            back.accept(component, at);
        }
    }

    /** Whether everything is there. */
    boolean isAllUp() {
        return isReady()
                && connected()
                        .filter(nodes -> nodes.containsAll(network.nodes().values()))
                        .isPresent();
    }

    boolean isReady() {
        try {
            HttpURLConnection connection = connection("/readyz");
            try {
                return connection.getResponseCode() == OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }

    private Optional<Set<String>> connected() {
        try (InputStream body = connection("/api/v1/nodes").getInputStream()) {
            Set<String> names = new HashSet<>();
            Json.readObjects(new String(body.readAllBytes(), StandardCharsets.UTF_8)).stream()
                    .filter(node -> Boolean.TRUE.equals(node.get("connected")))
                    .map(node -> String.valueOf(node.get("node")))
                    .forEach(node -> names.add(node.contains("@") ? node.substring(0, node.indexOf('@')) : node));
            return Optional.of(names);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private HttpURLConnection connection(String path) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(network.admin() + path).toURL().openConnection();
        connection.setConnectTimeout((int) PATIENCE.toMillis());
        connection.setReadTimeout((int) PATIENCE.toMillis());
        return connection;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
