package eu.ccngateway.launcher.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The three streams of a process, as arguments, so that a test can read what a command says.
 *
 * @param out data
 * @param err log and progress
 */
public record Console(InputStream in, PrintStream out, PrintStream err) {

    /** This process's own streams, in UTF-8 whatever the locale. */
    public static Console ofThisProcess() {
        return new Console(
                System.in,
                new PrintStream(
                        new java.io.FileOutputStream(java.io.FileDescriptor.out), false, StandardCharsets.UTF_8),
                new PrintStream(
                        new java.io.FileOutputStream(java.io.FileDescriptor.err), true, StandardCharsets.UTF_8));
    }

    /** A line of data. */
    public void say(String line) {
        out.println(line);
        out.flush();
    }

    /** A line for people. */
    public void note(String line) {
        err.println(line);
    }

    /** Bytes as they are; a reader that is gone is a failure, since data would be lost in silence. */
    public void write(byte[] bytes) {
        try {
            OutputStream stream = out;
            stream.write(bytes);
            stream.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("stdout cannot be written", e);
        }
        if (out.checkError()) {
            throw new CommandFailed(ExitCode.FAILED, "stdout cannot be written: its reader is gone");
        }
    }
}
