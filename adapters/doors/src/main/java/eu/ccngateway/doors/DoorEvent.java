package eu.ccngateway.doors;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that passed a door, for whoever watches.
 *
 * @param what SENT, REFUSED, RECEIVED or REPORTED
 * @param fields what is known of it, by the names of {@link MessageFields}
 */
public record DoorEvent(String what, Map<String, String> fields) {

    public DoorEvent {
        fields = new LinkedHashMap<>(fields);
    }

    /** Told of every event; called on the door's threads. */
    @FunctionalInterface
    public interface Listener {
        void happened(DoorEvent event);
    }
}
