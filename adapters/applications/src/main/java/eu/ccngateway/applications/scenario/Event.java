package eu.ccngateway.applications.scenario;

import java.time.Duration;

/**
 * Something that was seen while a scenario ran.
 *
 * @param after since the scenario began, by the real clock
 * @param from address of the sender of a message, or of the application that changed
 * @param to address of the receiver; empty for a change
 * @param what the type of the message, or the change
 * @param movement what it is about, as far as the network shows it
 * @param payload the content of a message; empty for a change
 */
public record Event(Kind kind, Duration after, String from, String to, String what, String movement, byte[] payload) {

    /** What was seen. */
    public enum Kind {
        MESSAGE,
        CHANGE,
        FAILURE,
        ACT
    }
}
