package eu.ccngateway.loadtest.rival;

import eu.ccngateway.loadtest.account.Quantiles;
import eu.ccngateway.loadtest.watch.ProcessFigures;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * One round of a rival: producers that each have a bounded number of messages on their way, receivers that count, and
 * the measured time. The rival brings only what sends and what receives.
 */
public final class Race {

    private static final Duration DRAIN = Duration.ofSeconds(30);
    private static final int DIGITS = 3;
    private static final long LOOK_MS = 5;
    private static final long SEED = 14;

    /** Puts one durable message; returns before it is confirmed. */
    @FunctionalInterface
    public interface Sending {
        void send(int queue, byte[] payload) throws Exception;
    }

    private final Transfer transfer;
    private final List<Semaphore> room = new ArrayList<>();
    private final LongAdder sent = new LongAdder();
    private final LongAdder confirmed = new LongAdder();
    private final LongAdder received = new LongAdder();
    private final Recorder micros = new Recorder(DIGITS);
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final long startedNanos = System.nanoTime();
    private volatile boolean isStopped;

    public Race(Transfer transfer) {
        this.transfer = transfer;
        for (int i = 0; i < transfer.producers(); i++) {
            room.add(new Semaphore(transfer.inFlight()));
        }
    }

    /** Starts the thread of one producer. */
    public void produce(int producer, Sending sending) {
        Thread thread = new Thread(() -> run(producer, sending), "producer-" + producer);
        threads.add(thread);
        thread.start();
    }

    private void run(int producer, Sending sending) {
        byte[] filling = new byte[transfer.bytes()];
        new Random(SEED + producer).nextBytes(filling);
        try {
            for (long n = 0; !isStopped; n++) {
                if (room.get(producer).tryAcquire(LOOK_MS, TimeUnit.MILLISECONDS)) {
                    byte[] payload = filling.clone();
                    ByteBuffer.wrap(payload).putInt(producer).putLong(System.nanoTime());
                    sent.increment();
                    sending.send(transfer.queue(producer, n), payload);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            failed(e);
        }
    }

    /** The server has said that so many messages are durable. */
    public void confirmed(int messages) {
        confirmed.add(messages);
    }

    /** A receiver has a message. */
    public void received(ByteBuffer payload) {
        if (payload.remaining() != transfer.bytes()) {
            failed(new IllegalStateException(
                    payload.remaining() + " bytes received (expected: " + transfer.bytes() + ")"));
        }
        int producer = payload.getInt();
        long put = payload.getLong();
        if (put < startedNanos) {
            // Left from the round before: taken, and of no interest.
            return;
        }
        micros.recordValue(Math.max(0, (System.nanoTime() - put) / 1000));
        received.increment();
        room.get(producer).release();
    }

    public void failed(Throwable cause) {
        failure.compareAndSet(null, cause);
    }

    /**
     * Lets it run, and ends it when all that was sent has come and is confirmed.
     *
     * @param broker process of the server
     */
    public RivalRound measure(String variant, Optional<Long> broker, Duration warmUp, Duration measured)
            throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(warmUp.toNanos());
        micros.reset();
        long before = received.sum();
        long started = System.nanoTime();
        Optional<ProcessFigures> cpuBefore = broker.flatMap(ProcessFigures::of);
        TimeUnit.NANOSECONDS.sleep(measured.toNanos());
        long messages = received.sum() - before;
        double seconds = (System.nanoTime() - started) / 1e9;
        Optional<ProcessFigures> cpuAfter = broker.flatMap(ProcessFigures::of);
        Quantiles quantiles = Quantiles.of(micros.getIntervalHistogram());
        finish(variant);
        double cpu = cpuBefore.isPresent() && cpuAfter.isPresent() && messages > 0
                ? (cpuAfter.get().cpuNanos() - cpuBefore.get().cpuNanos()) / 1e3 / messages
                : -1;
        return new RivalRound(variant, messages / seconds, quantiles.p99(), cpu);
    }

    private void finish(String variant) throws InterruptedException {
        isStopped = true;
        for (Thread thread : threads) {
            thread.join();
        }
        long end = System.nanoTime() + DRAIN.toNanos();
        while ((received.sum() < sent.sum() || confirmed.sum() < sent.sum())
                && failure.get() == null
                && end - System.nanoTime() > 0) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
        Throwable cause = failure.get();
        if (cause != null) {
            throw new IllegalStateException(variant + ": " + cause, cause);
        }
        if (received.sum() != sent.sum() || confirmed.sum() != sent.sum()) {
            throw new IllegalStateException(variant + ": sent " + sent.sum() + ", confirmed " + confirmed.sum()
                    + ", received " + received.sum() + " (expected: all the same)");
        }
    }
}
