package eu.ccngateway.monitoring.meters;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.LongStream;

/** Makes what the catalogue names. Making is slow, so whoever counts keeps what was made for him. */
final class Instruments {

    /** Of a gateway's own work. */
    private static final Duration[] WORK = ofMillis(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 30_000);

    /** Of waiting for a receiver. */
    private static final Duration[] WAIT =
            ofMillis(5, 10, 20, 50, 100, 200, 500, 1_000, 5_000, 30_000, 60_000, 300_000, 3_600_000, 86_400_000);

    private static final double[] SIZES = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000};

    private final MeterRegistry registry;

    Instruments(MeterRegistry registry) {
        this.registry = registry;
    }

    private static Duration[] ofMillis(long... bounds) {
        return LongStream.of(bounds).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }

    Counter counter(Meter meter, String... values) {
        return Counter.builder(meter.registered())
                .description(meter.sentence())
                .tags(meter.tags(values))
                .register(registry);
    }

    /** How long something takes that this gateway does itself. */
    Timer work(Meter meter, String... values) {
        return timer(meter, WORK, values);
    }

    /** How long something takes that others have a part in. */
    Timer wait(Meter meter, String... values) {
        return timer(meter, WAIT, values);
    }

    private Timer timer(Meter meter, Duration[] bounds, String... values) {
        return Timer.builder(meter.registered())
                .description(meter.sentence())
                .tags(meter.tags(values))
                .serviceLevelObjectives(bounds)
                .register(registry);
    }

    DistributionSummary sizes(Meter meter) {
        return DistributionSummary.builder(meter.registered())
                .description(meter.sentence())
                .serviceLevelObjectives(SIZES)
                .register(registry);
    }

    /** One of these for each value of a label; found by the value itself, without making anything. */
    static final class Each<K, V> {

        private final Map<K, V> made = new ConcurrentHashMap<>();
        private final Function<K, V> maker;

        Each(Function<K, V> maker) {
            this.maker = maker;
        }

        V of(K key) {
            V value = made.get(key);
            return value == null ? made.computeIfAbsent(key, maker) : value;
        }

        Map<K, V> all() {
            return Map.copyOf(made);
        }
    }
}
