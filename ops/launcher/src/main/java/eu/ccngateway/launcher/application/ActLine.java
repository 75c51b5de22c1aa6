package eu.ccngateway.launcher.application;

import eu.ccngateway.applications.conversation.Act;
import java.util.LinkedHashMap;
import java.util.Map;

/** An act as somebody types it: its name, the movement if it is about one, and details as name=value. */
final class ActLine {

    private static final int LENGTH_MAX = 10_000;

    private ActLine() {}

    static Act parse(String line) {
        if (line.length() > LENGTH_MAX) {
            throw new IllegalArgumentException(line.length() + " characters (expected: at most " + LENGTH_MAX + ")");
        }
        String movement = "";
        Map<String, String> details = new LinkedHashMap<>();
        String[] words = line.strip().split("\\s+");
        for (int i = 1; i < words.length; i++) {
            int end = words[i].indexOf('=');
            if (end > 0) {
                details.put(words[i].substring(0, end), words[i].substring(end + 1));
            } else if (movement.isEmpty() && i == 1) {
                movement = words[i];
            } else {
                throw new IllegalArgumentException(
                        "'" + words[i] + "' (expected: ACT [MOVEMENT] NAME=VALUE ..., as in: send type=CHECK to=FR)");
            }
        }
        return new Act(words[0], movement, details);
    }
}
