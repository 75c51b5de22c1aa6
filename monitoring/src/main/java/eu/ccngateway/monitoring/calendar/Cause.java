package eu.ccngateway.monitoring.calendar;

/** Why a service is not available. */
public enum Cause {
    RELEASE,
    DR_EXERCISE,
    INCIDENT,
    MAINTENANCE
}
