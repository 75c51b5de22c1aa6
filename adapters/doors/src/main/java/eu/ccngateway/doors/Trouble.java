package eu.ccngateway.doors;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what goes wrong once, and again only after a while: a full disk must not fill the log as well. */
public final class Trouble {

    private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);
    private static final long AGAIN_AFTER_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int REMEMBERED_MAX = 1_000;

    private final Map<String, Long> said = new HashMap<>();

    /** Logs a warning unless the same was logged within the last minute. */
    public synchronized void say(String text) {
        long now = System.nanoTime();
        Long before = said.get(text);
        if (before == null || now - before > AGAIN_AFTER_NANOS) {
            if (said.size() >= REMEMBERED_MAX) {
                said.clear();
            }
            said.put(text, now);
            LOG.warn("{}", text);
        }
    }

    /** What a failure says, with its kind where the text alone means little. */
    public static String words(Throwable failure) {
        String text = Objects.requireNonNullElse(failure.getMessage(), "");
        return failure instanceof java.io.IOException || text.isEmpty()
                ? failure.getClass().getSimpleName() + (text.isEmpty() ? "" : ": " + text)
                : text;
    }
}
