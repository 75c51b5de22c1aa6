package eu.ccngateway.monitoring.availability;

import eu.ccngateway.monitoring.ledger.Column;
import eu.ccngateway.monitoring.ledger.Entry;
import eu.ccngateway.monitoring.ledger.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was seen of every service, by UTC days. */
public final class Observed {

    private final Map<String, Map<Long, byte[]>> days = new HashMap<>();

    /** From a ledger and the lines of the day that is not over. */
    public static Observed of(Collection<Entry> entries, List<String> today) {
        Observed observed = new Observed();
        entries.stream()
                .filter(entry -> entry.kind() == Kind.SEEN)
                .forEach(entry -> observed.days
                        .computeIfAbsent(entry.text(Column.SERVICE), name -> new HashMap<>())
                        .put(
                                Span.minute(entry.moment(Column.FROM).orElseThrow()),
                                DayPack.unpack(entry.text(Column.VALUE))));
        RunningDay.parse(today)
                .forEach((minute, seen) -> seen.forEach(
                        (service, observation) -> observed.days.computeIfAbsent(service, name -> new HashMap<>())
                                        .computeIfAbsent(DayPack.start(minute), day -> DayPack.empty())[
                                        (int) (minute - DayPack.start(minute))] =
                                (byte) observation.ordinal()));
        return observed;
    }

    /** As lines of a ledger, by day and service. */
    public List<Entry> lines(Instant now) {
        List<Entry> lines = new ArrayList<>();
        new TreeMap<>(days)
                .forEach((service, known) -> new TreeMap<>(known)
                        .forEach((day, seen) ->
                                lines.add(Tracker.seen(service, day, seen).unnumbered(now))));
        lines.sort(Comparator.comparing(entry -> entry.text(Column.FROM)));
        return lines;
    }

    /** The minutes of a span; {@link Observation#NOTHING} where nobody looked. As ordinals. */
    public byte[] of(String service, Span span) {
        byte[] minutes = new byte[span.length()];
        Map<Long, byte[]> known = days.getOrDefault(service, Map.of());
        for (long day = DayPack.start(span.from()); day < span.to(); day += DayPack.MINUTES) {
            byte[] seen = known.get(day);
            if (seen != null) {
                Span part = span.meet(new Span(day, day + DayPack.MINUTES));
                System.arraycopy(
                        seen, (int) (part.from() - day), minutes, (int) (part.from() - span.from()), part.length());
            }
        }
        return minutes;
    }
}
