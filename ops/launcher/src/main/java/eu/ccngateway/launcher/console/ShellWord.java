package eu.ccngateway.launcher.console;

import java.util.regex.Pattern;

/** Text as one word of a POSIX shell, for commands that are printed to be tried. */
public final class ShellWord {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._/@%+=:,-]+");

    private ShellWord() {}

    /** The text, in quotes where it needs them. */
    public static String of(String text) {
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
