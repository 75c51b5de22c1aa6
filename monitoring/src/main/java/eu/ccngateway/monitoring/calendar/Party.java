package eu.ccngateway.monitoring.calendar;

/** Who answers for an unavailability. */
public enum Party {
    /** The network between the systems. */
    NETWORK,
    /** The central services. */
    CENTRAL,
    /** A national administration. */
    NATIONAL,
    /** Somebody outside. */
    THIRD
}
