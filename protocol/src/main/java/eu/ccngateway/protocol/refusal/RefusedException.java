package eu.ccngateway.protocol.refusal;

/** An expected refusal: a code and a reason that names the value, what was expected and what to do. Carries no stack. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final RefusalCode code;

    public RefusedException(RefusalCode code, String reason) {
        super(reason, null, false, false);
        this.code = code;
    }

    public RefusalCode code() {
        return code;
    }

    /** The reason in words. */
    public String reason() {
        return String.valueOf(getMessage());
    }

    @Override
    public String toString() {
        return code.number() + " " + code + ": " + getMessage();
    }
}
