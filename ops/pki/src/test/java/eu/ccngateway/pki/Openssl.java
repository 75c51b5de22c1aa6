package eu.ccngateway.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Runs the {@code openssl} of this machine. */
final class Openssl {
    /** What a run printed (both streams) and how it ended. */
    record Result(int exitCode, String output) {}

    private Openssl() {}

    /** Skips the test where there is no openssl; on a CI machine that is a failure. */
    static void require() throws IOException, InterruptedException {
        try {
            assertThat(run("version").exitCode()).isZero();
        } catch (IOException e) {
            String notice = "openssl is not installed: what it would say about our certificates is not tested";
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(notice, e);
            }
            System.err.println("SKIPPED: " + notice);
            Assumptions.abort(notice);
        }
    }

    static Result run(Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add("openssl");
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), output);
    }

    /** Checks a certificate, and every revocation list on the way, as of now. */
    static Result verify(PkiFiles files, Path certificate) throws IOException, InterruptedException {
        return run(
                "verify",
                "-CAfile",
                files.root(),
                "-no-CApath",
                "-no-CAstore",
                "-untrusted",
                files.issuing(),
                "-CRLfile",
                files.rootCrl(),
                "-CRLfile",
                files.issuingCrl(),
                "-crl_check_all",
                "-x509_strict",
                certificate);
    }
}
