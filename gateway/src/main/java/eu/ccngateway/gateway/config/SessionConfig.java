package eu.ccngateway.gateway.config;

import java.time.Duration;

/**
 * The rhythm of a session.
 *
 * @param heartbeat each side says something at least so often
 * @param silenceMax a side that heard nothing for so long closes
 * @param drainGrace how long a gateway that goes down waits for what is open
 * @param backOutsMax a message rolled back so often is dead-lettered
 */
public record SessionConfig(Duration heartbeat, Duration silenceMax, Duration drainGrace, int backOutsMax) {

    public static final SessionConfig DEFAULTS =
            new SessionConfig(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(10), 5);
}
