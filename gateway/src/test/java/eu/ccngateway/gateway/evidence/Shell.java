package eu.ccngateway.gateway.evidence;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs {@code verify.sh} with nothing in its environment but a PATH, under one shell or another. */
final class Shell {

    private final String name;
    private final List<String> command;
    private final String path;

    private Shell(String name, List<String> command, String path) {
        this.name = name;
        this.command = command;
        this.path = path;
    }

    record Result(int exit, String out, String error) {}

    /** dash with the system's tools. */
    static Shell dash() {
        return new Shell("dash", List.of(required("dash").toString()), System.getenv("PATH"));
    }

    /** busybox with no other tools than its own and openssl, which are copied into a folder. */
    static Shell busybox(Path tools) throws IOException {
        Path busybox = tools.resolve("busybox");
        Files.copy(required("busybox"), busybox, StandardCopyOption.COPY_ATTRIBUTES);
        Files.copy(required("openssl"), tools.resolve("openssl"), StandardCopyOption.COPY_ATTRIBUTES);
        for (String tool : "awk cat cmp dirname find grep mkdir mktemp od rm sed sha256sum sort tr".split(" ")) {
            Files.createLink(tools.resolve(tool), busybox);
        }
        return new Shell("busybox", List.of(busybox.toString(), "sh"), tools.toString());
    }

    Result run(Path directory, String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("env", "-i", "PATH=" + path));
        line.addAll(command);
        line.addAll(List.of(arguments));
        Path error = Files.createTempFile("verify", ".err");
        Process process = new ProcessBuilder(line)
                .directory(directory.toFile())
                .redirectError(error.toFile())
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        String said = Files.readString(error);
        Files.delete(error);
        return new Result(exit, out, said);
    }

    /** Without it the test cannot say anything; where everything must be tested, that is a failure. */
    private static Path required(String program) {
        Optional<Path> found = Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            String text = program + " is not installed: verify.sh is NOT TESTED with it; install it and run again";
            if ("true".equals(System.getenv("CI"))) {
                fail(text);
            }
            abort(text);
        }
        return found.orElseThrow();
    }

    @Override
    public String toString() {
        return name;
    }
}
