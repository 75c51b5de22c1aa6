package eu.ccngateway.loadtest.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How to start a program of ours in a process of its own: as this one was started.
 *
 * @param java the program of the JDK
 * @param libraryPath where the native journal is looked for; may be empty
 */
public record Jvm(Path java, String classPath, String libraryPath) {

    /** @param options of the JVM, heap and collector among them */
    public List<String> command(String main, List<String> options, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                java.toString(),
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-Dfile.encoding=UTF-8",
                "-Djava.awt.headless=true"));
        if (!libraryPath.isEmpty()) {
            command.add("-Djava.library.path=" + libraryPath);
        }
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(arguments);
        return command;
    }
}
