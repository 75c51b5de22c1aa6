package eu.ccngateway.applications.pattern;

import eu.ccngateway.applications.conversation.Reaction;
import java.time.Instant;

/** An application that wants to know what became of each message it sent. */
public interface HearsReports {

    /** What a sealed report of the network says about a message. */
    enum Fate {
        /** Durable in the receiver's queue. */
        ARRIVED,
        /** Taken by the receiver. */
        DELIVERED,
        /** It cannot be delivered, or was refused. */
        FAILED,
        /** Not taken in time. */
        EXPIRED
    }

    /**
     * A report came.
     *
     * @param identification of the message it is about
     * @param to whom that had been sent to
     */
    Reaction reported(String identification, String to, Fate fate, Instant now);
}
