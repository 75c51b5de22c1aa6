package eu.ccngateway.monitoring.meters;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One counter a value of a label. Found by the value itself: asking the registry for a meter by its tags costs more than
 * everything else that is done for a message here.
 */
final class LabelledCounters<K> {

    /** Which labels a value stands for, as name, value, name, value. */
    interface Labels<K> {
        String[] of(K key);
    }

    private final MeterRegistry registry;
    private final String name;
    private final String description;
    private final Labels<K> labels;
    private final Map<K, Counter> counters = new ConcurrentHashMap<>();

    LabelledCounters(MeterRegistry registry, String name, String description, Labels<K> labels) {
        this.registry = registry;
        this.name = name;
        this.description = description;
        this.labels = labels;
    }

    void add(K key, double amount) {
        Counter counter = counters.get(key);
        if (counter == null) {
            counter = counters.computeIfAbsent(key, this::register);
        }
        counter.increment(amount);
    }

    private Counter register(K key) {
        return Counter.builder(name)
                .description(description)
                .tags(labels.of(key))
                .register(registry);
    }
}
