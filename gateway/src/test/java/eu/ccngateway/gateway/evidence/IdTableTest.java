package eu.ccngateway.gateway.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IdTableTest {

    /** Against a map and a queue, while the table grows, shrinks and wraps around. */
    @Test
    void remembersWhatAMapWould() {
        long seed = new Random().nextLong();
        System.out.println("seed of the table: " + seed);
        Random random = new Random(seed);
        IdTable table = new IdTable(random.nextLong());
        Map<IdBits, AcceptedAt> expected = new HashMap<>();
        ArrayDeque<IdBits> order = new ArrayDeque<>();
        int aim = 0;
        for (int round = 0; round < 300_000; round++) {
            if (round % 10_000 == 0) {
                aim = random.nextInt(5_000);
            }
            if (order.size() < aim || (order.isEmpty() && random.nextBoolean())) {
                IdBits id = new IdBits(random.nextInt(3), random.nextInt(20_000), 0);
                AcceptedAt at = new AcceptedAt(round, random.nextLong(), random.nextLong());
                assertThat(table.find(id) >= 0).isEqualTo(expected.containsKey(id));
                if (expected.putIfAbsent(id, at) == null) {
                    order.add(id);
                    table.add(id, new LeafBits(round, -round), at);
                }
            } else if (!order.isEmpty()) {
                AcceptedAt oldest = expected.remove(order.remove());
                assertThat(table.accepted(table.oldest())).isEqualTo(oldest);
                table.dropOldest();
            }
            assertThat(table.size()).isEqualTo(order.size());
        }
        expected.forEach((id, at) -> {
            long number = table.find(id);
            assertThat(table.accepted(number)).isEqualTo(at);
            assertThat(table.leaf(number)).isEqualTo(new LeafBits(at.acceptance(), -at.acceptance()));
        });
    }
}
