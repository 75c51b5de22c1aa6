package eu.ccngateway.launcher.testnet;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of the system that tests compare against. */
public final class Tools {

    private static final long END_WITHIN_S = 120;

    private Tools() {}

    /** How a program ended and what it said. */
    public record Result(int exit, String out, String error) {}

    /** Where a program is. Without it the test is skipped, loudly; where everything must be tested, that is a failure. */
    public static Path required(String program) {
        Optional<Path> found = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
        return found.orElseThrow(() -> missing(program + " is not installed", "install it"));
    }

    /** As {@link #required}, for a file that is no program. */
    public static Path requiredFile(Path file, String how) {
        if (!Files.isRegularFile(file)) {
            throw missing(file + " is not there", how);
        }
        return file;
    }

    private static IllegalStateException missing(String what, String how) {
        String text = what + ": what needs it is NOT TESTED; " + how + " and run again";
        if ("true".equals(System.getenv("CI"))) {
            fail(text);
        }
        abort(text);
        return new IllegalStateException(text);
    }

    /** Runs a program to its end. */
    public static Result run(Path directory, List<String> command) throws IOException, InterruptedException {
        Path out = Files.createTempFile("tool", ".out");
        Path error = Files.createTempFile("tool", ".err");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(error.toFile())
                    .start();
            if (!process.waitFor(END_WITHIN_S, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                fail("%s did not end within %s s:%n%s%s", command, END_WITHIN_S, text(out), text(error));
            }
            return new Result(process.exitValue(), text(out), text(error));
        } finally {
            Files.delete(out);
            Files.delete(error);
        }
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
