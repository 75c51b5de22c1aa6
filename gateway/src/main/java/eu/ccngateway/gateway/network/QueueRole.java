package eu.ccngateway.gateway.network;

/** What a queue is for; the three are kept apart at every domain. */
public enum QueueRole {
    /** Messages of movements. */
    CORE,
    /** Errors, unavailability, reference data, statistics. */
    ADMIN,
    /** Where reports arrive; by default closed to nodes that put. */
    REPORT
}
