package eu.ccngateway.monitoring.availability;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Looks at the services again and again, and when a minute is over says what was seen in it: down where so much of what was
 * tried in that minute failed as the rule says, degraded where less did, nothing where nothing was tried.
 */
public final class Prober {

    private static final int ALL = 100;

    private final Probes probes;
    private final Tracker tracker;
    private final int partialFrom;
    private final int[] lost;
    private final int[] looks;
    private long minute = Long.MIN_VALUE;

    public Prober(List<String> services, Probes probes, Tracker tracker, int partialFrom) {
        this.probes = probes;
        this.tracker = tracker;
        this.partialFrom = partialFrom;
        this.lost = new int[services.size()];
        this.looks = new int[services.size()];
    }

    /** Looks once. What is seen belongs to the minute in which the look began. */
    public void tick(Instant now) throws IOException {
        long current = Span.minute(now);
        if (current != minute) {
            finish();
            minute = current;
        }
        int[] readings = probes.look(now);
        for (int i = 0; i < lost.length; i++) {
            if (readings[i] != Probes.UNKNOWN) {
                lost[i] += Math.min(ALL, Math.max(0, readings[i]));
                looks[i]++;
            }
        }
    }

    /** Hands on what was seen in the minute that is over. */
    public void finish() throws IOException {
        if (minute == Long.MIN_VALUE) {
            return;
        }
        byte[] seen = new byte[lost.length];
        for (int i = 0; i < seen.length; i++) {
            seen[i] = (byte) judge(lost[i], looks[i]).ordinal();
        }
        tracker.observe(minute, seen);
        Arrays.fill(lost, 0);
        Arrays.fill(looks, 0);
        minute = Long.MIN_VALUE;
    }

    private Observation judge(int lostInAll, int times) {
        if (times == 0) {
            return Observation.NOTHING;
        }
        if (lostInAll == 0) {
            return Observation.UP;
        }
        return lostInAll >= partialFrom * times ? Observation.DOWN : Observation.DEGRADED;
    }
}
