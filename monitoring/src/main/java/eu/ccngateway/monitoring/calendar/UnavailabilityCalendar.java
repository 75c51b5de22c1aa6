package eu.ccngateway.monitoring.calendar;

import eu.ccngateway.monitoring.ledger.Column;
import eu.ccngateway.monitoring.ledger.Entry;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Every unavailability a ledger tells of. */
public final class UnavailabilityCalendar {

    private final Map<String, Unavailability> byId = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> told = new LinkedHashMap<>();
    private final Map<String, Set<String>> acknowledged = new LinkedHashMap<>();

    private UnavailabilityCalendar() {}

    public static UnavailabilityCalendar of(Collection<Entry> entries) {
        UnavailabilityCalendar calendar = new UnavailabilityCalendar();
        entries.forEach(calendar::add);
        return calendar;
    }

    /** In the order they were announced. */
    public Collection<Unavailability> all() {
        return List.copyOf(byId.values());
    }

    public Optional<Unavailability> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The domains whose acknowledgement is there. */
    public Set<String> acknowledgedBy(String id) {
        return Set.copyOf(acknowledged.getOrDefault(id, Set.of()));
    }

    /** The domains that were told and have not acknowledged, with the ids of the messages. */
    public Map<String, String> unacknowledged(String id) {
        Map<String, String> open = new LinkedHashMap<>(told.getOrDefault(id, Map.of()));
        open.keySet().removeAll(acknowledgedBy(id));
        return Collections.unmodifiableMap(open);
    }

    /** When a service was to be down by right: stops of its own and of the groups it is in. */
    public List<Stretch> scheduled(Set<String> services, NoticeRule rule) {
        return byId.values().stream()
                .filter(it -> services.contains(it.planned().service()))
                .flatMap(it -> it.scheduled(rule).stream())
                .toList();
    }

    void add(Entry entry) {
        String id = entry.text(Column.ID);
        Instant at = entry.recorded();
        switch (entry.kind()) {
            case ANNOUNCED -> byId.put(id, Unavailability.of(id, announcement(entry), at));
            case AMENDED ->
                change(
                        id,
                        it -> it.amended(
                                entry.moment(Column.FROM).orElseThrow(),
                                entry.moment(Column.TO).orElseThrow(),
                                at));
            case AGREED -> change(id, it -> it.agreedAt(at));
            case STARTED -> change(id, it -> it.startedAt(at));
            case ENDED -> change(id, it -> it.endedAt(at));
            case WITHDRAWN -> change(id, it -> it.withdrawnAt(at));
            case SENT ->
                told.computeIfAbsent(id, key -> new LinkedHashMap<>())
                        .put(entry.text(Column.SERVICE), entry.text(Column.VALUE));
            case ACKNOWLEDGED ->
                acknowledged.computeIfAbsent(id, key -> new TreeSet<>()).add(entry.text(Column.SERVICE));
            default -> {
                // The other kinds are not about the calendar.
            }
        }
    }

    private void change(String id, UnaryOperator<Unavailability> change) {
        byId.computeIfPresent(id, (key, it) -> change.apply(it));
    }

    private static Announcement announcement(Entry entry) {
        return new Announcement(
                entry.text(Column.SERVICE),
                Type.valueOf(entry.text(Column.VALUE)),
                entry.moment(Column.FROM).orElseThrow(),
                entry.moment(Column.TO),
                Cause.valueOf(entry.text(Column.CAUSE)),
                Party.valueOf(entry.text(Column.PARTY)),
                entry.text(Column.NOTE));
    }
}
