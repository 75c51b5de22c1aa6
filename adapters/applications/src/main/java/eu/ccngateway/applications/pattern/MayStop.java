package eu.ccngateway.applications.pattern;

import java.time.Instant;

/** An application that is not there at times: while it is not, its CORE queue is not read, and messages gather in it. */
public interface MayStop {

    /** Whether the application is there at this moment. */
    boolean isAvailable(Instant now);
}
