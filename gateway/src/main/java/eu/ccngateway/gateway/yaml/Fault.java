package eu.ccngateway.gateway.yaml;

import java.util.Comparator;

/**
 * One thing that is wrong in a file.
 *
 * @param line from 1; 0 where the whole file is meant
 * @param path the setting, as in {@code listen.port}; empty where the whole file is meant
 * @param problem value, expectation and what to do
 */
public record Fault(String file, int line, int column, String path, String problem) {

    static final Comparator<Fault> IN_READING_ORDER =
            Comparator.comparingInt(Fault::line).thenComparingInt(Fault::column);

    /** {@code network.yaml:12:5: nodes.NTA.FR@CUSTTAX.FR.applications: NCTX (expected: ...)}. */
    @Override
    public String toString() {
        String place = line == 0 ? file : file + ":" + line + ":" + column;
        return place + ": " + (path.isEmpty() ? "" : path + ": ") + problem;
    }
}
