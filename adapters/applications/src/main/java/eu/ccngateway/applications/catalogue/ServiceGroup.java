package eu.ccngateway.applications.catalogue;

/** The published indicator of availability that an application counts for. */
public enum ServiceGroup {
    CCN_CSI,
    CENTRALISED,
    NCTS_ECS_ICS,
    SPEED2
}
