package eu.ccngateway.monitoring.meters;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Info;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Supplier;

/** The process itself: memory, processor time, version. */
final class ProcessMeters {

    private static final double MS_PER_S = 1_000;
    private static final double NANOS_PER_S = 1_000_000_000;

    private final PrometheusMeterRegistry registry;

    ProcessMeters(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    void register(String version) {
        // Micrometer takes the end of such a name for its own and drops it.
        Info.builder()
                .name(Meter.BUILD.exported())
                .help(Meter.BUILD.sentence())
                .labelNames(Meter.BUILD.labels().stream().map(MeterLabel::label).toArray(String[]::new))
                .register(registry.getPrometheusRegistry())
                .setLabelValues(version, Runtime.version().toString());
        gauge(Meter.START_TIME, () -> ManagementFactory.getRuntimeMXBean().getStartTime() / MS_PER_S);
        gauge(
                Meter.HEAP_USED,
                () -> ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        gauge(
                Meter.HEAP_MAX,
                () -> ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getMax());
        List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
        FunctionCounter.builder(
                        Meter.GC.registered(),
                        collectors,
                        all -> all.stream()
                                        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                                        .sum()
                                / MS_PER_S)
                .description(Meter.GC.sentence())
                .register(registry);
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            FunctionCounter.builder(Meter.CPU.registered(), system, s -> s.getProcessCpuTime() / NANOS_PER_S)
                    .description(Meter.CPU.sentence())
                    .register(registry);
        }
    }

    private void gauge(Meter meter, Supplier<Number> look) {
        Gauge.builder(meter.registered(), look)
                .description(meter.sentence())
                .strongReference(true)
                .register(registry);
    }
}
