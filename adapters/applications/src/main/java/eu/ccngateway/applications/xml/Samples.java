package eu.ccngateway.applications.xml;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Texts that read like the real thing, by the name of the element that they stand in. */
public final class Samples {

    private final Map<String, List<String>> texts;

    private Samples(Map<String, List<String>> texts) {
        this.texts = texts;
    }

    /** Reads lines like {@code city: Antwerpen | Hamburg}; a line that starts with {@code #} is a comment. */
    public static Samples parse(List<String> lines) {
        Map<String, List<String>> texts = new HashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (line.isBlank() || line.startsWith("#") || colon < 0) {
                continue;
            }
            texts.put(
                    line.substring(0, colon).strip(),
                    List.of(line.substring(colon + 1).strip().split("\\s*\\|\\s*")));
        }
        return new Samples(texts);
    }

    List<String> of(String name) {
        return texts.getOrDefault(name, List.of());
    }
}
