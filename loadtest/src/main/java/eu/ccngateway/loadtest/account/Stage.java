package eu.ccngateway.loadtest.account;

/** What happens to a message after it was put; each stage once. */
public enum Stage {
    /** The gateway answered: durable. */
    ACCEPTED("accepted"),
    /** The receiver has it, verified. */
    DELIVERED("delivered"),
    /** The sender has the sealed confirmation of arrival, verified. */
    COA("CoA"),
    /** The sender has the sealed confirmation of delivery, verified. */
    COD("CoD");

    private final String word;

    Stage(String word) {
        this.word = word;
    }

    /** For people. */
    public String word() {
        return word;
    }

    byte bit() {
        return (byte) (1 << ordinal());
    }
}
