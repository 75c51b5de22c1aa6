package eu.ccngateway.monitoring.meters;

/** What a meter is told apart by: things of which there are few, and which no peer can invent. */
public enum MeterLabel {
    DOMAIN("domain", 36),
    APPLICATION("application", 16),
    QUEUE("queue", 36 * 16 * 3),
    NODE("node", 256),
    CODE("code", 64),
    END("end", 5),
    REPORT("type", 4),
    RESULT("result", 66),
    REDELIVERED("redelivered", 2),
    ANSWERED("answered", 2),
    FLUSH("reason", 3),
    AGE("age", 2),
    LAW("law", 2),
    FILE("what", 2),
    SUCCESS("success", 2),
    VERSION("version", 1),
    JAVA("java", 1);

    /** The value where there is none: for a queue that was not read, or a message without a refusal. */
    static final String NONE = "none";

    private final String label;
    private final int valuesMax;

    MeterLabel(String label, int valuesMax) {
        this.label = label;
        this.valuesMax = valuesMax;
    }

    /** Its name in the exported text. */
    public String label() {
        return label;
    }

    /** How many values it has in the largest network that is planned for. */
    public int valuesMax() {
        return valuesMax;
    }
}
