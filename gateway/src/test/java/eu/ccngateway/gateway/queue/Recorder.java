package eu.ccngateway.gateway.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufUtil;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A sink that remembers what it was handed, checks and releases each body, and fails on calls by two threads at once. */
public final class Recorder implements EntrySink {

    /** How long a test waits for something that should happen; generous, for slow machines. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<TakenEntry> taken = new ArrayList<>();
    private final List<Throwable> faults = new ArrayList<>();
    private boolean busy;
    private int lost;

    @Override
    public void take(TakenEntry entry) {
        enter();
        try {
            Entry held = entry.entry();
            assertThat(ByteBufUtil.getBytes(held.body())).isEqualTo(Unit.bodyOf(held.id(), held.body()));
        } catch (AssertionError fault) {
            faults.add(fault);
        } finally {
            entry.entry().body().release();
            leave(entry);
        }
    }

    @Override
    public void lost() {
        synchronized (this) {
            lost++;
        }
    }

    private synchronized void enter() {
        if (busy) {
            faults.add(new AssertionError("two threads call one sink at once"));
        }
        busy = true;
    }

    private synchronized void leave(TakenEntry entry) {
        busy = false;
        taken.add(entry);
        notifyAll();
    }

    /** Waits until so many entries came altogether. */
    public synchronized List<TakenEntry> awaitTaken(int count) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (taken.size() < count) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            assertThat(left)
                    .as("%s of %s entries came in time", taken.size(), count)
                    .isPositive();
            try {
                wait(left);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return taken();
    }

    /** What was handed over so far, in order. */
    public synchronized List<TakenEntry> taken() {
        assertThat(faults).isEmpty();
        return List.copyOf(taken);
    }

    /** The ids of what was handed over so far, in order. */
    public List<Long> ids() {
        return taken().stream().map(entry -> entry.entry().id()).toList();
    }

    public synchronized int timesLost() {
        return lost;
    }
}
