package eu.ccngateway.monitoring.sla;

/** Minutes of a window, counted by state. Whole numbers: nothing is rounded before it is printed. */
public record Tally(long window, long degraded, long notObservable, long unknown, long scheduled, long unscheduled) {

    static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0);

    /** @param counts for each minute whether it is in the window */
    static Tally of(byte[] states, boolean[] counts) {
        long[] found = new long[State.ALL.length];
        for (int i = 0; i < states.length; i++) {
            if (counts[i]) {
                found[states[i]]++;
            }
        }
        long window = 0;
        for (long each : found) {
            window += each;
        }
        return new Tally(
                window,
                found[State.DEGRADED.ordinal()],
                found[State.NOT_OBSERVABLE.ordinal()],
                found[State.UNKNOWN.ordinal()],
                found[State.SCHEDULED.ordinal()],
                found[State.UNSCHEDULED.ordinal()]);
    }

    Tally plus(Tally other, long times) {
        return new Tally(
                Math.addExact(window, Math.multiplyExact(other.window, times)),
                Math.addExact(degraded, Math.multiplyExact(other.degraded, times)),
                Math.addExact(notObservable, Math.multiplyExact(other.notObservable, times)),
                Math.addExact(unknown, Math.multiplyExact(other.unknown, times)),
                Math.addExact(scheduled, Math.multiplyExact(other.scheduled, times)),
                Math.addExact(unscheduled, Math.multiplyExact(other.unscheduled, times)));
    }

    public long down() {
        return scheduled + unscheduled;
    }

    /** The published form, A = 1 - (S+U)/W; unknown minutes as up. */
    public Share high() {
        return new Share(window - down(), window);
    }

    /** The same with unknown minutes as down. */
    public Share low() {
        return new Share(window - down() - unknown, window);
    }

    /** Without planned time, A' = 1 - U/(W-S); unknown minutes as up. */
    public Share highWithoutPlanned() {
        return new Share(window - scheduled - unscheduled, window - scheduled);
    }

    /** The same with unknown minutes as unscheduled downtime. */
    public Share lowWithoutPlanned() {
        return new Share(window - scheduled - unscheduled - unknown, window - scheduled);
    }
}
