package eu.ccngateway.monitoring.availability;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The lines of the day that is not over: who is looked at, {@code services A B}, then {@code MINUTE LETTERS}. */
final class RunningDay {

    private static final String TITLE = "services ";

    private RunningDay() {}

    static String title(List<String> services) {
        return TITLE + String.join(" ", services);
    }

    static String line(long minute, byte[] seen) {
        StringBuilder line = new StringBuilder().append(minute).append(' ');
        for (byte each : seen) {
            line.append(Observation.at(each).letter());
        }
        return line.toString();
    }

    /** What was seen, by minute and service. What is not understood was not written by us, and the checksums say so. */
    static TreeMap<Long, Map<String, Observation>> parse(List<String> lines) {
        TreeMap<Long, Map<String, Observation>> minutes = new TreeMap<>();
        String[] services = {};
        for (String line : lines) {
            if (line.startsWith(TITLE)) {
                services = line.substring(TITLE.length()).split(" ");
            } else {
                int space = line.indexOf(' ');
                Map<String, Observation> seen = new LinkedHashMap<>();
                for (int i = 0; i < services.length; i++) {
                    seen.put(services[i], Observation.of(line.charAt(space + 1 + i)));
                }
                minutes.put(Long.parseLong(line, 0, space, 10), seen);
            }
        }
        return minutes;
    }
}
