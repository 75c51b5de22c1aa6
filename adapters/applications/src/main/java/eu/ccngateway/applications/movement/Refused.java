package eu.ccngateway.applications.movement;

/** A message that is to be answered with a functional refusal. */
public final class Refused extends Exception {

    private final transient FunctionalError error;

    public Refused(FunctionalError error) {
        super(error.code() + " at " + error.pointer(), null, false, false);
        this.error = error;
    }

    public FunctionalError error() {
        return error;
    }
}
