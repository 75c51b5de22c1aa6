package eu.ccngateway.monitoring.sla;

import java.util.Locale;

/** What a minute of a service counts as, from the best to the worst. */
public enum State {
    UP,
    /** A part failed, less than counts as an outage; counts as up. */
    DEGRADED,
    /** What it is seen through was down: no downtime of its own, and not known to be up. */
    NOT_OBSERVABLE,
    /** Nobody looked: may have been up or down. */
    UNKNOWN,
    /** Down, announced in time. */
    SCHEDULED,
    UNSCHEDULED;

    static final State[] ALL = values();

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
