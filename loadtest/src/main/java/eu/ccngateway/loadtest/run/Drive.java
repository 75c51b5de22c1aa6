package eu.ccngateway.loadtest.run;

import eu.ccngateway.loadtest.traffic.Rhythm;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What makes senders send. A few threads drive any number of connections: in the closed loop each has its turn as long as
 * it has room, in the open loop each message has a moment when it is due, whether the last one was answered or not.
 */
public final class Drive implements AutoCloseable {

    /** In the open loop a connection without room holds up the others of its thread; in the closed loop none waits. */
    private static final int OPEN_LOOP_THREADS = 2;

    /** How many one connection puts before the next has its turn. */
    private static final int TURN = 64;

    /** Short against the time a message is on its way, long against what waking up costs. */
    private static final long REST_NANOS = 200_000;

    /** How far an hour without any load is passed over at a time. */
    private static final long STEP_NANOS = 10_000_000;

    private static final long SEED = 218_900;

    private final List<Sender> senders;
    private final LoadPlan.Pace pace;
    private final Rhythm rhythm;
    private final AtomicLong left;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean isStopped;
    private volatile @Nullable Throwable failure;

    /** @param messages put at most; 0 = no limit */
    public Drive(List<Integer> senders, Exchange exchange, LoadPlan.Pace pace, Rhythm rhythm, long messages) {
        this.senders = senders.stream().map(exchange.senders()::get).toList();
        this.pace = pace;
        this.rhythm = rhythm;
        this.left = new AtomicLong(messages == 0 ? Long.MAX_VALUE : messages);
    }

    public Drive start() {
        int count = pace.isOpenLoop() ? Math.min(OPEN_LOOP_THREADS, senders.size()) : 1;
        for (int i = 0; i < count; i++) {
            List<Sender> mine = new ArrayList<>();
            for (int j = i; j < senders.size(); j += count) {
                mine.add(senders.get(j));
            }
            double share = (double) mine.size() / senders.size();
            long seed = SEED + i;
            threads.add(new Thread(() -> drive(mine, share, seed), "sender-" + i));
        }
        threads.forEach(Thread::start);
        return this;
    }

    private void drive(List<Sender> mine, double share, long seed) {
        try {
            if (pace.isOpenLoop()) {
                openLoop(mine, share, new SplittableRandom(seed));
            } else {
                closedLoop(mine);
            }
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    private boolean claim() {
        return !isStopped && left.getAndDecrement() > 0;
    }

    private void closedLoop(List<Sender> mine) {
        boolean goesOn = true;
        while (goesOn) {
            int put = 0;
            for (int i = 0; i < mine.size() && goesOn; i++) {
                Sender sender = mine.get(i);
                int room = Math.min(TURN, pace.inFlight() - sender.open() + (sender.isWaiting() ? 1 : 0));
                int done = 0;
                while (done < room && goesOn) {
                    goesOn = sender.isWaiting() ? !isStopped : claim();
                    if (!goesOn || !sender.tryPut()) {
                        break;
                    }
                    done++;
                }
                put += done;
            }
            if (put == 0) {
                LockSupport.parkNanos(REST_NANOS);
            }
        }
        // What was begun is finished, so that everything sent has an answer.
        mine.stream().filter(Sender::isWaiting).forEach(Drive::finish);
    }

    private static void finish(Sender sender) {
        while (!sender.tryPut()) {
            LockSupport.parkNanos(REST_NANOS);
        }
    }

    /** What is due is put, however late; a burst is due together and goes over one connection. */
    private void openLoop(List<Sender> mine, double share, SplittableRandom random) {
        long started = System.nanoTime();
        double due = 0;
        for (int turn = 0; !isStopped; turn = (turn + 1) % mine.size()) {
            double rate = pace.ratePerSecond() * share * rhythm.factor(due / 1e9);
            while (rate <= 0) {
                due += STEP_NANOS;
                rate = pace.ratePerSecond() * share * rhythm.factor(due / 1e9);
            }
            double gap = rhythm.isPoisson() ? -Math.log(1 - random.nextDouble()) : 1;
            due += gap * pace.burst() * 1e9 / rate;
            if (!awaitMoment(started + (long) due)) {
                return;
            }
            for (int i = 0; i < pace.burst(); i++) {
                if (!claim()) {
                    return;
                }
                mine.get(turn).put(started + (long) due);
            }
        }
    }

    private boolean awaitMoment(long nanos) {
        for (long early = nanos - System.nanoTime(); early > 0 && !isStopped; early = nanos - System.nanoTime()) {
            LockSupport.parkNanos(early);
        }
        return !isStopped;
    }

    /** Whether everything that was to be put has been put. */
    public boolean isDone() {
        return threads.stream().noneMatch(Thread::isAlive);
    }

    /** Puts nothing more, and returns when what was begun is put. */
    @Override
    public void close() throws InterruptedException {
        isStopped = true;
        for (Thread thread : threads) {
            thread.join();
        }
        Throwable thrown = failure;
        if (thrown != null) {
            throw new IllegalStateException("putting failed: " + thrown.getMessage(), thrown);
        }
    }
}
