package eu.ccngateway.launcher.console;

import eu.ccngateway.gateway.yaml.FileInvalid;
import eu.ccngateway.node.Disconnected;
import eu.ccngateway.node.NodeException;
import eu.ccngateway.node.RefusedByGateway;
import eu.ccngateway.node.VerificationFailed;
import eu.ccngateway.pki.PkiException;
import eu.ccngateway.protocol.refusal.RefusedException;
import eu.ccngateway.protocol.tls.CredentialException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import picocli.CommandLine;

/** Turns what a command failed with into a line on stderr and an exit code. Only what nobody expected shows its stack. */
public final class FailureReport implements CommandLine.IExecutionExceptionHandler {

    private final Console console;

    public FailureReport(Console console) {
        this.console = console;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        console.out().flush();
        console.note("ccn: " + text(failure));
        return code(failure).number();
    }

    /** The exit code for a failure. */
    public static ExitCode code(Throwable failure) {
        if (failure instanceof CommandFailed failed) {
            return failed.code();
        }
        if (failure instanceof RefusedByGateway || failure instanceof RefusedException) {
            return ExitCode.REFUSED;
        }
        if (failure instanceof VerificationFailed) {
            return ExitCode.NOT_VERIFIED;
        }
        if (failure instanceof Disconnected || failure instanceof ConnectException) {
            return ExitCode.UNREACHABLE;
        }
        return failure instanceof IllegalArgumentException ? ExitCode.USAGE : ExitCode.FAILED;
    }

    private static String text(Exception failure) {
        boolean isExpected = failure instanceof CommandFailed
                || failure instanceof NodeException
                || failure instanceof RefusedException
                || failure instanceof FileInvalid
                || failure instanceof PkiException
                || failure instanceof CredentialException
                || failure instanceof IllegalArgumentException;
        if (isExpected) {
            return String.valueOf(failure.getMessage());
        }
        if (failure instanceof IOException || failure instanceof UncheckedIOException) {
            return failure.getClass().getSimpleName() + ": " + failure.getMessage();
        }
        StringWriter stack = new StringWriter();
        try (PrintWriter writer = new PrintWriter(stack)) {
            failure.printStackTrace(writer);
        }
        return "internal fault; please report it with what follows\n" + stack;
    }
}
