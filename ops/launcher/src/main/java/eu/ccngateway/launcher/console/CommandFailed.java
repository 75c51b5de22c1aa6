package eu.ccngateway.launcher.console;

/** Ends a command with an exit code and one line of text that says what to do. */
public final class CommandFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ExitCode code;

    public CommandFailed(ExitCode code, String text) {
        super(text, null, false, false);
        this.code = code;
    }

    public CommandFailed(ExitCode code, String text, Throwable cause) {
        super(text, cause);
        this.code = code;
    }

    public ExitCode code() {
        return code;
    }
}
