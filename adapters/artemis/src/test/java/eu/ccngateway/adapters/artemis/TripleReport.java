package eu.ccngateway.adapters.artemis;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ccngateway.gateway.queue.DurableQueues;
import eu.ccngateway.gateway.queue.Entry;
import eu.ccngateway.gateway.queue.StorageQueue;
import eu.ccngateway.gateway.queue.Unit;
import io.netty.buffer.ByteBufUtil;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What {@link TripleTraffic} was told, to be compared with what the queues hold. */
public final class TripleReport {

    private final Set<Long> kept = new HashSet<>();
    private final Set<Long> refused = new HashSet<>();
    private final Set<Long> unknown = new HashSet<>();
    private final Set<Long> moved = new HashSet<>();
    private long last;

    /** Takes one line of the traffic's; anything else is ignored. */
    public synchronized void accept(String line) {
        String[] words = line.split(" ");
        if (words.length != 2 || !words[1].matches("\\d+")) {
            return;
        }
        long number = Long.parseLong(words[1]);
        switch (words[0]) {
            case "kept" -> kept.add(number);
            case "NOTHING_KEPT" -> refused.add(number);
            case "UNKNOWN" -> unknown.add(number);
            case "moved" -> moved.add(number);
            default -> {
                return;
            }
        }
        last = Math.max(last, number);
    }

    public synchronized int keptCount() {
        return kept.size();
    }

    public synchronized Set<Long> unknown() {
        return Set.copyOf(unknown);
    }

    /** The queues hold every number whole, none half, none twice, all in order, and none that was refused. */
    public synchronized void check(DurableQueues queues) {
        List<Long> first = numbers(queues, TripleTraffic.FIRST);
        List<Long> second = numbers(queues, TripleTraffic.SECOND);
        List<Long> third = numbers(queues, TripleTraffic.THIRD);
        List<Long> movedOn = numbers(queues, TripleTraffic.MOVED);

        assertThat(second).as("second").isSorted().doesNotHaveDuplicates();
        assertThat(third).as("third agrees with second").isEqualTo(second);
        assertThat(first).as("first").isSorted().doesNotHaveDuplicates();
        assertThat(movedOn).as("moved").doesNotHaveDuplicates();
        List<Long> firstOrMoved = new ArrayList<>(first);
        firstOrMoved.addAll(movedOn);
        assertThat(firstOrMoved).as("first or moved, and second").containsExactlyInAnyOrderElementsOf(second);
        assertThat(missing(kept, second)).as("kept, but not there").isEmpty();
        assertThat(missing(moved, movedOn)).as("moved, but not there").isEmpty();
        assertThat(second).as("there, but refused").noneMatch(refused::contains);
        last = Math.max(last, second.isEmpty() ? 0 : second.get(second.size() - 1));
    }

    private static Set<Long> missing(Set<Long> expected, List<Long> actual) {
        Set<Long> missing = new HashSet<>(expected);
        missing.removeAll(new HashSet<>(actual));
        return missing;
    }

    /** The highest number anybody heard of. */
    public synchronized long last() {
        return last;
    }

    private static List<Long> numbers(DurableQueues queues, StorageQueue queue) {
        List<Long> numbers = new ArrayList<>();
        for (Entry entry : queues.peek(queue, Integer.MAX_VALUE)) {
            assertThat(ByteBufUtil.getBytes(entry.body())).isEqualTo(Unit.bodyOf(entry.id(), entry.body()));
            entry.body().release();
            numbers.add(TripleTraffic.numberOf(entry.id()));
        }
        return numbers;
    }
}
