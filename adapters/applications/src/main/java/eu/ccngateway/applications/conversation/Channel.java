package eu.ccngateway.applications.conversation;

/** Which of a project's queues a message belongs on. */
public enum Channel {
    /** What a movement is made of. */
    CORE,
    /** Refusals, unavailability, reference data, statistics. */
    ADMIN
}
