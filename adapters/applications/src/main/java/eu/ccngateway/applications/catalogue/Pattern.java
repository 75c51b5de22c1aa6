package eu.ccngateway.applications.catalogue;

/** How the parties of an application talk. */
public enum Pattern {
    /** Two or more offices exchange messages about one movement, in an order. */
    MOVEMENT("movement"),
    /** One asks, another answers; through queues, or as a call. */
    REQUEST_REPLY("request-reply"),
    /** States send batches to the centre, at low priority, resumed where they stopped. */
    NATIONAL_BULK("national-bulk"),
    /** The centre tells all states, and knows who has it. */
    CENTRAL_BROADCAST("central-broadcast"),
    /** Anyone tells all others and gets feedback; in a crisis at the highest priority. */
    ANY_TO_ALL("any-to-all"),
    /** Messages cross the border to third countries, which have a network and trust anchors of their own. */
    BRIDGE("bridge");

    private final String text;

    Pattern(String text) {
        this.text = text;
    }

    /** As in the files. */
    @Override
    public String toString() {
        return text;
    }
}
