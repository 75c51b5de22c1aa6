package eu.ccngateway.gateway.evidence;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** How packs tell times. */
final class PackText {

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private PackText() {}

    static String when(Instant at) {
        return SECONDS.format(at);
    }

    static String when(long seconds) {
        return when(Instant.ofEpochSecond(seconds));
    }
}
