package eu.ccngateway.monitoring.meters;

/** What kind of thing a meter is. */
public enum MeterType {
    /** Only grows, from 0 at every start. */
    COUNTER,
    /** How something stands when it is looked at. */
    GAUGE,
    /** How often something was at most so large. */
    HISTOGRAM
}
