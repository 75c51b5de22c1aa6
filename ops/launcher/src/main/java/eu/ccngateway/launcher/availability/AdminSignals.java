package eu.ccngateway.launcher.availability;

import eu.ccngateway.launcher.console.Json;
import eu.ccngateway.monitoring.availability.Probes;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the gateway's admin port shows of applications that answer no probe: sessions, and messages nobody takes. */
final class AdminSignals {

    private static final int ALL_LOST = 100;

    private final String url;
    private final Duration timeout;
    private final Map<String, Instant> waitingSince = new HashMap<>();

    AdminSignals(String url, Duration timeout) {
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        this.timeout = timeout;
    }

    /** What is seen of each service; nothing where the gateway does not answer. */
    Map<String, Integer> look(Map<String, ProbeFile.Signal> signals, Instant now) {
        Map<String, Integer> readings = new HashMap<>();
        try {
            Map<String, Boolean> connected = new HashMap<>();
            list("/api/v1/nodes")
                    .forEach(node -> connected.put(name(node.get("node")), Boolean.TRUE.equals(node.get("connected"))));
            Map<String, Long> waiting = new HashMap<>();
            list("/api/v1/queues")
                    .forEach(queue -> waiting.put(
                            String.valueOf(queue.get("queue")),
                            number(queue.get("messages")) - number(queue.get("onLease"))));
            signals.forEach((service, signal) -> readings.put(service, judge(signal, connected, waiting, now)));
        } catch (IOException e) {
            signals.keySet().forEach(service -> readings.put(service, Probes.UNKNOWN));
        }
        return readings;
    }

    /**
     * Down is whose nodes are known and all without a session. Where no node is named the queue speaks alone: down is whose
     * messages wait untaken for too long, as far back as this prober has seen them wait.
     */
    private int judge(ProbeFile.Signal signal, Map<String, Boolean> connected, Map<String, Long> waiting, Instant now) {
        List<String> known =
                signal.nodes().stream().filter(connected::containsKey).toList();
        boolean isAlone = known.stream().noneMatch(node -> connected.getOrDefault(node, false));
        if (!known.isEmpty() && isAlone) {
            return ALL_LOST;
        }
        Optional<String> queue = signal.queue().filter(waiting::containsKey);
        if (queue.isEmpty()) {
            return known.isEmpty() ? Probes.UNKNOWN : 0;
        }
        if (waiting.getOrDefault(queue.get(), 0L) <= 0) {
            waitingSince.remove(queue.get());
            return 0;
        }
        Instant since = waitingSince.computeIfAbsent(queue.get(), name -> now);
        boolean isTooLong = known.isEmpty() && !now.isBefore(since.plus(signal.waitingMax()));
        return isTooLong ? ALL_LOST : 0;
    }

    private static String name(@Nullable Object node) {
        String text = String.valueOf(node);
        return text.contains("@") ? text.substring(0, text.indexOf('@')) : text;
    }

    private static long number(@Nullable Object value) {
        return value instanceof Long number ? number : 0;
    }

    List<Map<String, Object>> list(String path) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url + path).toURL().openConnection();
        connection.setConnectTimeout((int) timeout.toMillis());
        connection.setReadTimeout((int) timeout.toMillis());
        try (InputStream body = connection.getInputStream()) {
            return Json.readObjects(new String(body.readAllBytes(), StandardCharsets.UTF_8));
        } finally {
            connection.disconnect();
        }
    }
}
