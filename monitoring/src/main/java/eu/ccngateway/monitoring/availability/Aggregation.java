package eu.ccngateway.monitoring.availability;

/** How a group's figure is made from its members. */
public enum Aggregation {
    /** Members' minutes are added up, one like the other. */
    MEAN("mean over members"),
    /** Members' minutes are added up, each as often as its weight says. */
    WEIGHTED("mean over members by weight"),
    /** A minute counts as the worst of its members: one that is down is the group down. */
    ANY_DOWN("down when any member is");

    private final String sentence;

    Aggregation(String sentence) {
        this.sentence = sentence;
    }

    /** Printed with the figure. */
    public String sentence() {
        return sentence;
    }
}
