package eu.ccngateway.monitoring.calendar;

/** Kinds of unavailability, by the letters the customs messages use. */
public enum Type {
    /** Scheduled: announced beforehand; has an end. */
    S,
    /** Unscheduled: told when it is there already. */
    U,
    /** A business service that is not implemented: listed and told to others, changes no figure. */
    N
}
