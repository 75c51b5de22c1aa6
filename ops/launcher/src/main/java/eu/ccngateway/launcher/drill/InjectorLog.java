package eu.ccngateway.launcher.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the injector knows of itself: when it stopped what, and when it saw it back. It reads nothing that the instrument
 * wrote. Thread-safe.
 */
final class InjectorLog {

    /** Why an application is without a session that nobody stopped: it has not found back to the gateway yet. */
    static final String RECONNECTS = "finds back to the gateway";

    private record Open(String name, How how, Instant from) {}

    private final Path file;
    private final Duration timeout;
    private final Map<String, Open> open = new HashMap<>();
    private final Set<String> held = new HashSet<>();
    private final List<Downtime> downtimes = new ArrayList<>();
    private Instant gatewayUpSince = Instant.MIN;

    /** @param timeout of a probe: what is sent that long before a stalled gateway goes on still arrives in time */
    InjectorLog(Path file, Duration timeout) {
        this.file = file;
        this.timeout = timeout;
    }

    synchronized void stopped(String component, String name, How how, Instant at) {
        held.add(component);
        Open known = open.get(component);
        open.put(component, known == null ? new Open(name, how, at) : new Open(name, how, known.from));
        write(at, component, "stopped by " + how, name);
    }

    synchronized void released(String component, Instant at) {
        held.remove(component);
        write(at, component, "released", "");
        Open stalled = open.get(component);
        if (stalled != null && stalled.how == How.STALL) {
            Instant end = at.minus(timeout);
            close(component, end.isAfter(stalled.from) ? end : stalled.from);
        }
    }

    /** What was seen of a component; of an application only while the gateway was up. Answers whether it came back now. */
    synchronized boolean seen(String component, boolean isUp, Instant at) {
        if (component.equals(DrillNetwork.GATEWAY)) {
            gatewayUpSince = !isUp ? Instant.MIN : gatewayUpSince.equals(Instant.MIN) ? at : gatewayUpSince;
        }
        if (held.contains(component)) {
            return false;
        }
        if (isUp) {
            return close(component, at);
        }
        if (!open.containsKey(component)) {
            Instant from =
                    component.equals(DrillNetwork.GATEWAY) || gatewayUpSince.equals(Instant.MIN) ? at : gatewayUpSince;
            boolean isRecent = Duration.between(from, at).compareTo(Duration.ofSeconds(1)) < 0;
            open.put(component, new Open(RECONNECTS, How.STOP, isRecent ? from : at));
            write(at, component, "is down", RECONNECTS);
        }
        return false;
    }

    synchronized boolean isDown(String component) {
        return open.containsKey(component);
    }

    private boolean close(String component, Instant at) {
        @Nullable Open ended = open.remove(component);
        if (ended == null) {
            return false;
        }
        downtimes.add(new Downtime(component, ended.name, ended.from, at));
        write(at, component, "is up", ended.name);
        return true;
    }

    /** All of them up to a moment; what is still down then is down to then. */
    synchronized List<Downtime> until(Instant end) {
        List<Downtime> all = new ArrayList<>(downtimes);
        open.forEach((component, it) -> all.add(new Downtime(component, it.name, it.from, end)));
        return all.stream().filter(it -> it.from().isBefore(end)).toList();
    }

    private void write(Instant at, String component, String what, String name) {
        try {
            Files.writeString(
                    file,
                    String.join(",", at.toString(), component, what, name) + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
