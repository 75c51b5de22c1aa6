package eu.ccngateway.applications.movement;

import java.time.Instant;

/**
 * Who says what to whom, at the head of every message.
 *
 * @param name the message, for example {@code CD001C}
 * @param correlation the identification of the message that this one answers; empty if it answers none
 */
public record Header(
        String sender, String recipient, Instant prepared, String identification, String name, String correlation) {}
