package eu.ccngateway.gateway.network;

import eu.ccngateway.gateway.yaml.Fault;
import java.util.List;

/** What came of looking at the network file again. */
public sealed interface Reload {

    /** The file says what it said before. */
    record Unchanged() implements Reload {}

    /** The new file holds. */
    record Replaced(NetworkPolicy old, NetworkPolicy next) implements Reload {}

    /** The new file is not usable; the last good one still holds. */
    record Rejected(List<Fault> faults) implements Reload {
        public Rejected {
            faults = List.copyOf(faults);
        }
    }
}
