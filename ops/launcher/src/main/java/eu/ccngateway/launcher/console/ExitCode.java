package eu.ccngateway.launcher.console;

/** What a command ends with. */
public enum ExitCode {
    OK(0),
    /** It did not work; stderr says why. */
    FAILED(1),
    /** The command line was wrong. */
    USAGE(2),
    /** No gateway answers. */
    UNREACHABLE(3),
    /** Something is not what its sender sealed. */
    NOT_VERIFIED(4),
    /** The gateway said no. */
    REFUSED(5);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
