package eu.ccngateway.loadtest;

import eu.ccngateway.protocol.message.MessageId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accounts for every message of a run, at its sender and at its receiver. Thread-safe. */
final class Tally {

    private static final Logger LOG = LoggerFactory.getLogger(Tally.class);

    private static final long LATENCY_MAX_MICROS = 300_000_000L;
    private static final int OPEN_MAX = 1 << 20;

    /** What one sender's messages have been through; guarded by itself. */
    private static final class Sender {
        private final BitSet delivered = new BitSet();
        private final BitSet coa = new BitSet();
        private final BitSet cod = new BitSet();
        /** When each was due, in a ring that is larger than what can be on its way. */
        private final long[] dueNanos = new long[OPEN_MAX];

        private long highest = -1;
    }

    private final List<Sender> senders = new ArrayList<>();
    private final long run = System.currentTimeMillis();
    private final LongAdder sent = new LongAdder();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final AtomicLong delivered = new AtomicLong();
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder outOfOrder = new LongAdder();
    private final LongAdder coa = new LongAdder();
    private final LongAdder cod = new LongAdder();
    private final Histogram putToCoa = new Histogram(LATENCY_MAX_MICROS, 3);
    private final Histogram putToCod = new Histogram(LATENCY_MAX_MICROS, 3);
    private volatile boolean isMeasuring;
    private volatile long measuredFromNanos;
    private volatile long deliveredAtStart;
    private volatile double measuredPerSecond;

    Tally(int nodes) {
        for (int i = 0; i < nodes; i++) {
            senders.add(new Sender());
        }
    }

    /** Names this run in message ids. */
    long run() {
        return run;
    }

    static MessageId id(int sender, long sequence, long run) {
        return new MessageId(ByteBuffer.allocate(MessageId.LENGTH)
                .putLong(run)
                .putLong(sender)
                .putLong(sequence)
                .flip());
    }

    boolean isOfThisRun(MessageId id) {
        return id.bytes().getLong(0) == run;
    }

    void sent(int sender, long sequence, long dueNanos) {
        sent.increment();
        Sender of = senders.get(sender);
        synchronized (of) {
            of.dueNanos[(int) (sequence % OPEN_MAX)] = dueNanos;
        }
    }

    void accepted() {
        accepted.increment();
    }

    void refused(String reason) {
        refused.increment();
        LOG.warn("refused: {}", reason);
    }

    void delivered(Stamp stamp) {
        Sender sender = senders.get(stamp.sender());
        synchronized (sender) {
            if (sender.delivered.get((int) stamp.sequence())) {
                duplicates.increment();
                return;
            }
            sender.delivered.set((int) stamp.sequence());
            if (stamp.sequence() < sender.highest) {
                outOfOrder.increment();
            }
            sender.highest = Math.max(sender.highest, stamp.sequence());
        }
        delivered.incrementAndGet();
    }

    void coa(int index, long sequence, long nowNanos) {
        Sender sender = senders.get(index);
        synchronized (sender) {
            if (!sender.coa.get((int) sequence)) {
                sender.coa.set((int) sequence);
                coa.increment();
                record(putToCoa, nowNanos - sender.dueNanos[(int) (sequence % OPEN_MAX)]);
            }
        }
    }

    void cod(int index, long sequence, long nowNanos) {
        Sender sender = senders.get(index);
        synchronized (sender) {
            if (!sender.cod.get((int) sequence)) {
                sender.cod.set((int) sequence);
                cod.increment();
                record(putToCod, nowNanos - sender.dueNanos[(int) (sequence % OPEN_MAX)]);
            }
        }
    }

    private void record(Histogram histogram, long nanos) {
        if (isMeasuring) {
            synchronized (histogram) {
                histogram.recordValue(Math.min(LATENCY_MAX_MICROS, Math.max(0, nanos / 1000)));
            }
        }
    }

    void measure() {
        deliveredAtStart = delivered.get();
        measuredFromNanos = System.nanoTime();
        isMeasuring = true;
    }

    void endMeasure() {
        isMeasuring = false;
        measuredPerSecond = (delivered.get() - deliveredAtStart) * 1e9 / (System.nanoTime() - measuredFromNanos);
    }

    long deliveredSoFar() {
        return delivered.get();
    }

    long openSoFar() {
        return sent.sum() - refused.sum() - cod.sum();
    }

    boolean isSettled() {
        long all = accepted.sum();
        return sent.sum() == all + refused.sum() && delivered.get() == all && coa.sum() == all && cod.sum() == all;
    }

    LoadResult result() {
        return new LoadResult(
                sent.sum(),
                accepted.sum(),
                refused.sum(),
                delivered.get(),
                duplicates.sum(),
                Math.max(0, accepted.sum() - delivered.get()),
                outOfOrder.sum(),
                coa.sum(),
                cod.sum(),
                measuredPerSecond,
                LoadResult.Latency.of(putToCoa),
                LoadResult.Latency.of(putToCod));
    }
}
