package eu.ccngateway.monitoring.meters;

import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** The last refusals, for whoever looks for the reason of one. Thread-safe. */
public final class RecentRefusals {

    private static final int KEPT = 200;
    private static final int TEXT_MAX = 400;

    /** @param to the queue that was named; empty where it was not read */
    public record Refusal(Instant at, String sender, String to, RefusalCode code, String reason) {}

    private final Deque<Refusal> last = new ArrayDeque<>(KEPT);

    synchronized void add(long atMs, String sender, String to, RefusedException refusal) {
        if (last.size() == KEPT) {
            last.removeFirst();
        }
        last.addLast(new Refusal(Instant.ofEpochMilli(atMs), sender, cut(to), refusal.code(), cut(refusal.reason())));
    }

    private static String cut(String text) {
        return text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX) + "...";
    }

    /** Latest first. */
    public synchronized List<Refusal> latest(int max) {
        List<Refusal> all = new ArrayList<>(last);
        Collections.reverse(all);
        return List.copyOf(all.subList(0, Math.min(max, all.size())));
    }
}
