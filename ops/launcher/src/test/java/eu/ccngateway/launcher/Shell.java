package eu.ccngateway.launcher;

import eu.ccngateway.launcher.console.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
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
        int code = execute(stdin, new PrintStream(out, false, StandardCharsets.UTF_8), err, arguments);
        return new Result(code, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
    }

    /** Runs a command that goes on until this thread is interrupted; others can read meanwhile what it says. */
    public int runInto(OutputStream out, byte[] stdin, String... arguments) {
        return execute(
                stdin, new PrintStream(out, true, StandardCharsets.UTF_8), OutputStream.nullOutputStream(), arguments);
    }

    private int execute(byte[] stdin, PrintStream out, OutputStream err, String... arguments) {
        Console console =
                new Console(new ByteArrayInputStream(stdin), out, new PrintStream(err, true, StandardCharsets.UTF_8));
        String[] all = new String[arguments.length + always.length];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        System.arraycopy(always, 0, all, arguments.length, always.length);
        int code = Ccn.commandLine(console).execute(all);
        console.out().flush();
        return code;
    }
}
