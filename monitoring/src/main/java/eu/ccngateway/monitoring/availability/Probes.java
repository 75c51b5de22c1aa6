package eu.ccngateway.monitoring.availability;

import java.time.Instant;

/** What is tried to see whether services are up. */
public interface Probes {

    /** Nothing can be said about a service. */
    int UNKNOWN = -1;

    /**
     * Tries every service once.
     *
     * @return percent of what was tried that failed, 0-100, or {@link #UNKNOWN}, in the order of the services
     */
    int[] look(Instant now);
}
