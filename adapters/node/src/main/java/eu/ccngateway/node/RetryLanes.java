package eu.ccngateway.node;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A lane for each destination that refused something for a reason that passes. What is put there meanwhile waits behind,
 * so that the order is kept as far as it can be: what was on the wire already may have overtaken. Event loop only.
 */
final class RetryLanes {

    private static final long PAUSE_MIN_MS = 50;
    private static final long PAUSE_MAX_MS = 2_000;
    private static final int AT_ONCE = 64;

    private final Map<String, Lane> lanes = new HashMap<>();
    private final EventLoop loop;
    private final RandomGenerator random;
    private final Consumer<List<Outgoing>> sendAgain;

    RetryLanes(EventLoop loop, RandomGenerator random, Consumer<List<Outgoing>> sendAgain) {
        this.loop = loop;
        this.random = random;
        this.sendAgain = sendAgain;
    }

    /** Those that may go now; the others wait in their lanes. */
    List<Outgoing> pass(List<Outgoing> messages) {
        if (lanes.isEmpty()) {
            return messages;
        }
        List<Outgoing> now = new ArrayList<>(messages.size());
        for (Outgoing message : messages) {
            Lane lane = lanes.get(message.destination());
            if (lane == null) {
                now.add(message);
            } else {
                lane.waiting.add(message);
            }
        }
        return now;
    }

    void refused(Outgoing message, RefusedByGateway refusal) {
        Lane lane = lanes.computeIfAbsent(message.destination(), Lane::new);
        lane.trying.remove(message);
        lane.waiting.add(message);
        lane.retryAfterMs = Math.max(lane.retryAfterMs, refusal.retryAfterMs());
        lane.schedule();
    }

    /** The message has its final answer. */
    void answered(Outgoing message) {
        if (!lanes.isEmpty()) {
            Lane lane = lanes.get(message.destination());
            if (lane != null && lane.trying.remove(message)) {
                lane.pauseMs = PAUSE_MIN_MS;
                lane.continueOrEnd();
            }
        }
    }

    /** The message is given up. */
    void remove(Outgoing message) {
        Lane lane = lanes.get(message.destination());
        if (lane != null && (lane.waiting.remove(message) | lane.trying.remove(message))) {
            lane.continueOrEnd();
        }
    }

    void clear() {
        lanes.values().forEach(Lane::cancel);
        lanes.clear();
    }

    private final class Lane {

        private final String destination;
        private final TreeSet<Outgoing> waiting = new TreeSet<>(Comparator.comparingLong(m -> m.sequence));
        private final TreeSet<Outgoing> trying = new TreeSet<>(Comparator.comparingLong(m -> m.sequence));
        private long pauseMs = PAUSE_MIN_MS;
        private long retryAfterMs;
        private @Nullable ScheduledFuture<?> timer;

        Lane(String destination) {
            this.destination = destination;
        }

        void schedule() {
            if (timer != null || !trying.isEmpty()) {
                return;
            }
            long pause = Math.max(pauseMs, retryAfterMs);
            retryAfterMs = 0;
            pauseMs = Math.min(2 * pauseMs, PAUSE_MAX_MS);
            timer = loop.schedule(this::go, pause + random.nextLong(pause), TimeUnit.MILLISECONDS);
        }

        private void go() {
            timer = null;
            while (!waiting.isEmpty() && trying.size() < AT_ONCE) {
                trying.add(waiting.pollFirst());
            }
            sendAgain.accept(List.copyOf(trying));
        }

        void continueOrEnd() {
            if (!trying.isEmpty()) {
                return;
            }
            if (waiting.isEmpty()) {
                cancel();
                lanes.remove(destination);
            } else {
                schedule();
            }
        }

        void cancel() {
            if (timer != null) {
                timer.cancel(false);
                timer = null;
            }
        }
    }
}
