package eu.ccngateway.gateway.evidence;

import java.time.Duration;

/**
 * How long evidence is kept.
 *
 * @param days what happened longer ago is deleted, a file of at most 64 MiB at a time. A message takes about 1.3 KB of
 *     evidence, so a million messages a day fill some 1.3 GB a day
 * @param archivedBytesMax of archived payloads so much is kept, the oldest go first; 0: none are kept. They go with
 *     {@code days} as well
 */
public record Retention(int days, long archivedBytesMax) {

    /** Ten years, the longest that national customs laws commonly ask for; no payloads. */
    public static final Retention STANDARD = new Retention(3650, 0);

    private static final int DAYS_MAX = 36_500;

    public Retention {
        // The duplicate window is filled from here at start, and reaches back a little more than a day.
        if (days < 2 || days > DAYS_MAX) {
            throw new IllegalArgumentException("evidence.days: " + days + " (expected: 2-" + DAYS_MAX + ")");
        }
        if (archivedBytesMax != 0 && archivedBytesMax < 2 * SegmentFile.ROLL_BYTES) {
            throw new IllegalArgumentException("evidence.archivedBytesMax: " + archivedBytesMax
                    + " (expected: 0, or at least " + 2 * SegmentFile.ROLL_BYTES + ")");
        }
    }

    Duration age() {
        return Duration.ofDays(days);
    }
}
