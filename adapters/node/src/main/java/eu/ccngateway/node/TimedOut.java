package eu.ccngateway.node;

/** The answer did not come within the time allowed; what was asked may have happened. */
public final class TimedOut extends NodeException {

    private static final long serialVersionUID = 1L;

    TimedOut(String text) {
        super(text);
    }
}
