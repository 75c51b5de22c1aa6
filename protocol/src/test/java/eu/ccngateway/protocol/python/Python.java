package eu.ccngateway.protocol.python;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs the Python node as a process. */
final class Python {

    private static final Path FOLDER = Path.of("src/test/python");
    private static final long DEADLINE_SECONDS = 180;

    private Python() {}

    /** How a run ended and what it printed. */
    record Run(int exitCode, String out, String err) {
        List<String> lines() {
            return out.lines().toList();
        }

        @Override
        public String toString() {
            return "exit code " + exitCode + "\n" + out + err;
        }
    }

    /** Skips the test, loudly, where a tool is missing; in CI that is a failure. */
    static void requireTools() {
        for (String tool : List.of("python3", "openssl")) {
            boolean isThere = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
            if (!isThere) {
                String text = tool + " is not there: the node in Python is not tested (install " + tool + ")";
                if (System.getenv("CI") == null) {
                    abort(text);
                } else {
                    fail(text);
                }
            }
        }
    }

    static Run run(Path scratch, String script, List<String> arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("python3", "-B", FOLDER.resolve(script).toString()));
        command.addAll(arguments);
        Path out = Files.createTempFile(scratch, "out", ".txt");
        Path err = Files.createTempFile(scratch, "err", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            return fail(script + " did not end:\n" + text(out) + text(err));
        }
        return new Run(process.exitValue(), text(out), text(err));
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
