package eu.ccngateway.applications.movement;

import eu.ccngateway.applications.conversation.Stored;
import eu.ccngateway.applications.xml.XmlRefused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The movements that are known here, and when the next of their timers is due. The eldest go when there are too many. */
final class Movements {

    static final String KEY = "movement/";

    private final int max;
    private final Map<String, Movement> movements = new LinkedHashMap<>();
    private final SortedMap<Instant, TreeSet<String>> due = new TreeMap<>();

    Movements(int max) {
        this.max = max;
    }

    Movement get(String mrn) {
        Movement movement = movements.get(mrn);
        return movement == null ? Movement.unknown(mrn) : movement;
    }

    int size() {
        return movements.size();
    }

    List<Stored> put(Movement movement) {
        List<Stored> records = new ArrayList<>();
        if (!movement.isKnown()) {
            return records;
        }
        keep(movement);
        records.add(new Stored(KEY + movement.mrn(), movement.toBytes()));
        Iterator<Movement> eldest = movements.values().iterator();
        while (movements.size() > max) {
            Movement gone = eldest.next();
            eldest.remove();
            forgetTimers(gone);
            records.add(new Stored(KEY + gone.mrn(), new byte[0]));
        }
        return records;
    }

    private void keep(Movement movement) {
        Movement before = movements.put(movement.mrn(), movement);
        if (before != null) {
            forgetTimers(before);
        }
        movement.timers()
                .values()
                .forEach(at -> due.computeIfAbsent(at, key -> new TreeSet<>()).add(movement.mrn()));
    }

    private void forgetTimers(Movement movement) {
        movement.timers().values().forEach(at -> {
            TreeSet<String> those = due.get(at);
            if (those != null) {
                those.remove(movement.mrn());
                if (those.isEmpty()) {
                    due.remove(at);
                }
            }
        });
    }

    Optional<Instant> nextDue() {
        return due.isEmpty() ? Optional.empty() : Optional.of(due.firstKey());
    }

    /** A movement with a timer that is due. */
    Optional<Movement> oneDue(Instant now) {
        return nextDue()
                .filter(at -> !at.isAfter(now))
                .map(at -> get(due.values().iterator().next().first()));
    }

    void restore(Stored stored) throws XmlRefused {
        keep(Movement.of(stored.value()));
    }
}
