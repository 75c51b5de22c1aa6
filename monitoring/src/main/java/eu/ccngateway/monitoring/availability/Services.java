package eu.ccngateway.monitoring.availability;

import eu.ccngateway.monitoring.calendar.NoticeRule;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is measured and by which rules.
 *
 * @param zone in which months, years and notices are meant
 * @param partialFrom percent of what was tried that must fail for a minute to be an outage and not only degraded
 */
public record Services(
        Map<String, Service> byName, Map<String, Window> windows, NoticeRule notice, int partialFrom, ZoneId zone) {

    public Services {
        byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
        windows = Collections.unmodifiableMap(new LinkedHashMap<>(windows));
    }

    public Service get(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        name + ": no such service (expected: one of " + String.join(", ", byName.keySet()) + ")"));
    }

    public Optional<Service> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public Window window(String name) {
        return Optional.ofNullable(windows.get(name))
                .orElseThrow(() -> new IllegalArgumentException(
                        name + ": no such window (expected: one of " + String.join(", ", windows.keySet()) + ")"));
    }

    /** Those with a clock of their own, in the order they were declared. */
    public List<String> clocks() {
        return byName.values().stream()
                .filter(service -> !service.isGroup())
                .map(Service::name)
                .toList();
    }

    /** The clocks a service stands for: itself, or those of its members. */
    public List<String> clocksOf(String name) {
        Service service = get(name);
        return service.isGroup()
                ? service.members().keySet().stream()
                        .flatMap(member -> clocksOf(member).stream())
                        .distinct()
                        .toList()
                : List.of(name);
    }

    /** A service and every group it is in: what is announced for one of them holds for it. */
    public Set<String> withGroups(String name) {
        Set<String> found = new LinkedHashSet<>(Set.of(name));
        for (Service service : byName.values()) {
            if (service.members().containsKey(name)) {
                found.addAll(withGroups(service.name()));
            }
        }
        return found;
    }

    /** What a service is seen through, nearest first: its own, or that of a group it is in. */
    public List<String> inFrontOf(String name) {
        List<String> found = new ArrayList<>();
        Set<String> look = withGroups(name);
        for (String each : look) {
            get(each).behind().ifPresent(front -> {
                if (!found.contains(front)) {
                    found.add(front);
                    inFrontOf(front).stream().filter(it -> !found.contains(it)).forEach(found::add);
                }
            });
        }
        return found;
    }
}
