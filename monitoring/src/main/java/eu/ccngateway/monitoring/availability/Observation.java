package eu.ccngateway.monitoring.availability;

/** What was seen of a service in one minute. */
public enum Observation {
    /** Nobody looked. */
    NOTHING('-'),
    UP('U'),
    /** A part of what was tried failed, less than counts as an outage. */
    DEGRADED('G'),
    DOWN('D');

    private static final Observation[] ALL = values();

    private final char letter;

    Observation(char letter) {
        this.letter = letter;
    }

    /** In the ledger. */
    public char letter() {
        return letter;
    }

    static Observation of(char letter) {
        for (Observation observation : ALL) {
            if (observation.letter == letter) {
                return observation;
            }
        }
        throw new IllegalArgumentException("observation: '" + letter + "' (expected: one of - U G D)");
    }

    static Observation at(int ordinal) {
        return ALL[ordinal];
    }
}
