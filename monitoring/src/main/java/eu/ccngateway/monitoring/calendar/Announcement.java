package eu.ccngateway.monitoring.calendar;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * An unavailability as somebody tells it: an operator, or a message of a national administration.
 *
 * @param service a service or a group of services
 * @param from whole minutes
 * @param to exclusive; must be there for a scheduled one
 */
public record Announcement(
        String service, Type type, Instant from, Optional<Instant> to, Cause cause, Party party, String note) {

    private static final int NOTE_MAX = 512;

    public Announcement {
        if (type == Type.S && to.isEmpty()) {
            throw new IllegalArgumentException("to: nothing (expected: an end, since the unavailability is scheduled)");
        }
        if (to.isPresent() && !from.isBefore(to.get())) {
            throw new IllegalArgumentException("to: " + to.get() + " (expected: later than " + from + ")");
        }
        checkWholeMinute("from", from);
        to.ifPresent(end -> checkWholeMinute("to", end));
        if (note.length() > NOTE_MAX) {
            throw new IllegalArgumentException(
                    "note: " + note.length() + " characters (expected: at most " + NOTE_MAX + ")");
        }
    }

    private static void checkWholeMinute(String name, Instant moment) {
        if (!moment.truncatedTo(ChronoUnit.MINUTES).equals(moment)) {
            throw new IllegalArgumentException(name + ": " + moment + " (expected: a whole minute)");
        }
    }
}
