package eu.ccngateway.launcher.drill;

import java.time.Instant;

/**
 * One stretch of downtime as the injector knows it, beside what the instrument made of it. In real seconds.
 *
 * @param stretches how many of them stand so near to each other that one look could belong to either
 * @param kind what minutes are compared: down, or unknown where nobody measured
 * @param realScheduled of it, what was within a stop that was announced in time
 */
record Finding(
        String service,
        String name,
        int stretches,
        String kind,
        Instant from,
        double real,
        double measured,
        double realScheduled,
        double measuredScheduled) {

    static final String DOWN = "down";
    static final String UNKNOWN = "unknown";

    /** Measured less real. */
    double error() {
        return measured - real;
    }

    /** Whether both the length and the planned part of it are right to one look a stretch. */
    boolean isWithin(double interval) {
        double most = interval * stretches;
        return Math.abs(error()) <= most && Math.abs(measuredScheduled - realScheduled) <= most;
    }
}
