package eu.ccngateway.applications.identifier;

import java.util.Set;

/**
 * When a message must, may or must not have a correlation identifier (condition C0511). It is the message identification
 * of the message that is answered or refused (rule R0008).
 *
 * <p>The code lists CL610 and CL385 behind the condition are not public; the sets here are ours: answers by their meaning,
 * and the messages that open a conversation.
 */
public enum Correlation {
    REQUIRED,
    OPTIONAL,
    FORBIDDEN;

    private static final Set<String> ANSWERS = Set.of(
            "CD003C", "CD038C", "CD095C", "CD115C", "CD143C", "CD151C", "CD165C", "CD201C", "CD205C", "CD503C",
            "CD903D", "CD906C", "CD917C", "CD975C");
    private static final Set<String> OPENINGS = Set.of(
            "CD001C", "CD002C", "CD012C", "CD027C", "CD050C", "CD070C", "CD094C", "CD114C", "CD142C", "CD160C",
            "CD164C", "CD200C", "CD203C", "CD411D", "CD501C", "CD502C", "CD971C", "CD974C");

    /** What holds for a message type, for example {@code CD003C}. */
    public static Correlation of(String name) {
        if (ANSWERS.contains(name)) {
            return REQUIRED;
        }
        return OPENINGS.contains(name) ? FORBIDDEN : OPTIONAL;
    }
}
