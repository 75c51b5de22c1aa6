package eu.ccngateway.node;

/** There was no connection to a gateway, or it was lost before the answer came. */
public final class Disconnected extends NodeException {

    private static final long serialVersionUID = 1L;

    private final boolean isOutcomeUnknown;

    Disconnected(String text, boolean isOutcomeUnknown) {
        super(text);
        this.isOutcomeUnknown = isOutcomeUnknown;
    }

    Disconnected(String text, Throwable cause) {
        super(text, cause);
        isOutcomeUnknown = false;
    }

    /** True if the gateway may have done what was asked; false if it surely has not. */
    public boolean isOutcomeUnknown() {
        return isOutcomeUnknown;
    }
}
