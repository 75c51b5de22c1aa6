package eu.ccngateway.monitoring.availability;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Something that has an availability: one with a clock of its own, or a group of such.
 *
 * @param title in reports
 * @param behind the service without which this one cannot be seen
 * @param members of a group with their weights; empty for a service with a clock of its own
 * @param target percent
 */
public record Service(
        String name,
        String title,
        Optional<String> behind,
        Map<String, Integer> members,
        Aggregation aggregation,
        Optional<BigDecimal> target) {

    public Service {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    public boolean isGroup() {
        return !members.isEmpty();
    }
}
