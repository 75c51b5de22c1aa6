package eu.ccngateway.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class SerialExecutorTest {

    private final List<String> done = new ArrayList<>();
    private final Deque<Runnable> pool = new ArrayDeque<>();
    private boolean isShutDown;
    private final SerialExecutor executor = new SerialExecutor(task -> {
        if (isShutDown) {
            throw new RejectedExecutionException("shut down");
        }
        pool.add(task);
    });

    private void turn() {
        pool.remove().run();
    }

    @Test
    void runsOneTaskATurnInOrder() {
        executor.execute(() -> done.add("a"));
        executor.execute(() -> done.add("b"));

        assertThat(pool).hasSize(1);
        turn();
        assertThat(done).containsExactly("a");
        turn();
        assertThat(done).containsExactly("a", "b");
        assertThat(pool).isEmpty();
    }

    @Test
    void goesOnAfterATaskThatFails() {
        executor.execute(() -> {
            throw new IllegalStateException("on purpose");
        });
        executor.execute(() -> done.add("b"));

        turn();
        turn();
        assertThat(done).containsExactly("b");
    }

    @Test
    void runsWhatIsLeftWhenThePoolHasShutDown() {
        executor.execute(() -> done.add("a"));
        executor.execute(() -> done.add("b"));
        executor.execute(() -> done.add("c"));
        isShutDown = true;

        turn();
        assertThat(done).containsExactly("a", "b", "c");
        executor.execute(() -> done.add("d"));
        assertThat(done).containsExactly("a", "b", "c", "d");
    }
}
