package eu.ccngateway.monitoring.meters;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * How many messages of one queue wait, and for how long: counts by the moment of acceptance, in steps of ten seconds.
 * Thread-safe. What came and went within a step leaves nothing behind, so an idle queue costs nothing and a long backlog
 * one step for every ten seconds it spans.
 */
final class Backlog {

    static final long STEP_MS = 10_000;

    private static final class Step {
        private final long number;
        private long messages;

        private Step(long number) {
            this.number = number;
        }
    }

    /** In order of time. */
    private final Deque<Step> steps = new ArrayDeque<>();

    private long total;

    synchronized void add(long acceptedAtMs, long messages) {
        total += messages;
        long number = acceptedAtMs / STEP_MS;
        Step last = steps.peekLast();
        if (last != null && last.number >= number) {
            // A clock that was set back, or a message put back by an operator: its age then counts from what is there.
            nearest(number).messages += messages;
            return;
        }
        Step step = new Step(number);
        step.messages = messages;
        steps.addLast(step);
    }

    synchronized void remove(long acceptedAtMs, int messages) {
        for (int i = 0; i < messages; i++) {
            remove(acceptedAtMs);
        }
    }

    /** What was found at start is counted as of its oldest, so it leaves by whichever step still has messages. */
    synchronized void remove(long acceptedAtMs) {
        total--;
        long number = acceptedAtMs / STEP_MS;
        Step last = steps.peekLast();
        Step step = last != null && last.number == number && last.messages > 0 ? last : holding(number);
        if (step == null) {
            return;
        }
        step.messages--;
        if (step.messages == 0) {
            dropEmpty();
        }
    }

    private Step nearest(long number) {
        Step found = steps.getLast();
        for (Iterator<Step> back = steps.descendingIterator(); back.hasNext(); ) {
            Step step = back.next();
            if (step.number < number) {
                break;
            }
            found = step;
        }
        return found;
    }

    /** The step of this time, else the oldest that has any. */
    private @Nullable Step holding(long number) {
        @Nullable Step first = null;
        for (Step step : steps) {
            if (step.messages > 0) {
                if (step.number == number) {
                    return step;
                }
                first = first == null ? step : first;
            }
        }
        return first;
    }

    private void dropEmpty() {
        while (!steps.isEmpty() && steps.peekFirst().messages <= 0) {
            steps.removeFirst();
        }
    }

    /** Messages that came and have not ended; below 0 if more have ended than came. */
    synchronized long total() {
        return total;
    }

    synchronized long oldestMs(long nowMs) {
        Step first = steps.peekFirst();
        return first == null ? 0 : Math.max(0, nowMs - first.number * STEP_MS);
    }

    /** How many wait for longer than this. */
    synchronized long olderThan(long ageMs, long nowMs) {
        long count = 0;
        for (Step step : steps) {
            if (nowMs - (step.number + 1) * STEP_MS < ageMs) {
                break;
            }
            count += step.messages;
        }
        return count;
    }
}
