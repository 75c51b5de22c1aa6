package eu.ccngateway.launcher.crash;

import eu.ccngateway.node.Node;
import eu.ccngateway.node.Received;
import eu.ccngateway.node.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A program that has messages pushed to it, and acknowledges them late and in no order: when its process or the gateway
 * ends, some parcels are acknowledged in part, and some messages are in its hand.
 */
final class Hand implements AutoCloseable {

    private static final int HELD_MAX = 40;
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Consumer<Received> program;
    private final Random random;
    private final List<Received> held = new ArrayList<>();
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
    private final Subscription subscription;

    Hand(Node node, String queue, int credit, Consumer<Received> program, long seed) {
        this.program = program;
        this.random = new Random(seed);
        later.scheduleWithFixedDelay(
                () -> acknowledge(held() / 2 + 1), PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        subscription = node.subscribe(queue, credit, this::handle);
    }

    private void handle(Received received) {
        program.accept(received);
        synchronized (held) {
            held.add(received);
        }
        if (held() > random.nextInt(HELD_MAX)) {
            acknowledge(random.nextInt(held()) + 1);
        }
    }

    private int held() {
        synchronized (held) {
            return held.size();
        }
    }

    private void acknowledge(int messages) {
        for (int i = 0; i < messages; i++) {
            Received received;
            synchronized (held) {
                if (held.isEmpty()) {
                    return;
                }
                received = held.remove(random.nextInt(held.size()));
            }
            received.acknowledge();
        }
    }

    @Override
    public void close() {
        subscription.close();
        later.shutdownNow();
    }
}
