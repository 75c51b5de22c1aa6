package eu.ccngateway.launcher.console;

import java.util.Locale;

/** How data is printed. */
public enum OutputFormat {
    /** For people: columns. */
    TABLE,
    /** For programs: one JSON object a line. */
    JSON;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
