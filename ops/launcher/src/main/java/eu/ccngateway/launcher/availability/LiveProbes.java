package eu.ccngateway.launcher.availability;

import eu.ccngateway.launcher.network.NetworkOption;
import eu.ccngateway.monitoring.availability.Probes;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks at a running network: whole paths by messages of its own, all else by what the admin port shows. */
final class LiveProbes implements Probes, AutoCloseable {

    private static final int ALL_LOST = 100;

    private final List<String> services;
    private final ProbeFile file;
    private final Map<String, PathProbe> paths = new LinkedHashMap<>();
    private final AdminSignals signals;
    private final ExecutorService workers;
    private final Map<String, Future<Boolean>> running = new LinkedHashMap<>();

    LiveProbes(List<String> services, ProbeFile file, NetworkOption network, long number) {
        this.services = services;
        this.file = file;
        long next = number;
        for (Map.Entry<String, ProbeFile.WholePath> path : file.paths().entrySet()) {
            paths.put(path.getKey(), new PathProbe(network.directory(), path.getValue(), file.timeout(), next++));
        }
        this.signals = new AdminSignals(network.read().admin(), file.timeout());
        this.workers = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "probe");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public int[] look(Instant now) {
        long deadline = System.nanoTime() + file.timeout().toNanos();
        // A look that is still giving up what it had begun must not make the next one late.
        running.forEach((service, earlier) -> {
            if (!earlier.isDone()) {
                paths.computeIfPresent(service, (name, path) -> path.replacement());
            }
        });
        paths.forEach((service, path) -> running.put(service, workers.submit(path::isThrough)));
        Map<String, Integer> readings = new HashMap<>(signals.look(file.signals(), now));
        running.forEach((service, probe) -> readings.put(service, isThrough(probe, deadline) ? 0 : ALL_LOST));
        return services.stream()
                .mapToInt(service -> readings.getOrDefault(service, UNKNOWN))
                .toArray();
    }

    private static boolean isThrough(Future<Boolean> probe, long deadline) {
        try {
            return probe.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
        paths.values().forEach(PathProbe::close);
    }
}
