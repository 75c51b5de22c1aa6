package eu.ccngateway.loadtest.run;

import eu.ccngateway.loadtest.traffic.Sizes;
import java.util.Map;

/** What the first sender does to the others; its own latencies are left out. */
public enum Disturbance {
    NONE,
    /** It puts ten times its share. */
    FLOOD,
    /** Nobody takes from its queue until the end. */
    STALL,
    /** It puts payloads of 20 MiB, one after the other. */
    LARGE;

    static final int FLOOD_FACTOR = 10;
    private static final int LARGE_IN_FLIGHT = 2;

    /** Whether it needs a drive of its own. */
    boolean isApart() {
        return this == FLOOD || this == LARGE;
    }

    Map<Integer, Sizes> sizes() {
        return this == LARGE ? Map.of(0, Sizes.fixed(Sizes.PAYLOAD_MAX)) : Map.of();
    }

    /** @param share of one sender, messages a second */
    LoadPlan.Pace pace(double share) {
        return this == FLOOD ? LoadPlan.Pace.open(share * FLOOD_FACTOR) : LoadPlan.Pace.closed(LARGE_IN_FLIGHT);
    }
}
