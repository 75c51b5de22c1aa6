package eu.ccngateway.doors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BatchSizeTest {

    @Test
    void growsWithSmallMessagesAndShrinksToOneWithLargeOnes() {
        BatchSize size = new BatchSize();
        for (int i = 0; i < 10; i++) {
            size.taken(size.next() * 4_000L);
        }
        assertThat(size.next()).isEqualTo(64);
        for (int i = 0; i < 10; i++) {
            size.taken(size.next() * (20L << 20));
        }
        assertThat(size.next()).isEqualTo(1);
    }
}
