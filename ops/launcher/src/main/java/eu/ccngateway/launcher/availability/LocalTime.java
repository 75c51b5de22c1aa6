package eu.ccngateway.launcher.availability;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** Understands moments on the command line: local ones, and those in UTC with a Z. */
public final class LocalTime {

    private LocalTime() {}

    /** The moment; {@code name} is the option it was given for. */
    public static Instant parse(String name, String text, ZoneId zone) {
        try {
            return text.endsWith("Z")
                    ? Instant.parse(text)
                    : LocalDateTime.parse(text).atZone(zone).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    name + ": '" + text + "' (expected: as 2026-10-04T22:00 in " + zone + ", or 2026-10-04T20:00:00Z)",
                    e);
        }
    }
}
