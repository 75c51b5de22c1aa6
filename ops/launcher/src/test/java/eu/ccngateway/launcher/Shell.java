package eu.ccngateway.launcher;

import eu.ccngateway.launcher.console.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs commands in this process and keeps what they say. */
public final class Shell {

    private final String[] always;

    /** @param always appended to every command line */
    public Shell(String... always) {
        this.always = always;
    }

    /** What a command left behind. */
    public record Result(int code, byte[] bytes, String err) {

        public String out() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        public List<String> lines() {
            return out().lines().toList();
        }
    }

    public Result run(String... arguments) {
        return runWith(new byte[0], arguments);
    }

    public Result runWith(byte[] stdin, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new ByteArrayInputStream(stdin),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        String[] all = new String[arguments.length + always.length];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        System.arraycopy(always, 0, all, arguments.length, always.length);
        int code = Ccn.commandLine(console).execute(all);
        console.out().flush();
        return new Result(code, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
    }
}
