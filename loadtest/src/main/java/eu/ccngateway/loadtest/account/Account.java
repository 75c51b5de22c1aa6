package eu.ccngateway.loadtest.account;

import eu.ccngateway.protocol.message.MessageId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accounts for every message of a run, at its sender and at its receiver. Thread-safe. */
public final class Account {

    private static final Logger LOG = LoggerFactory.getLogger(Account.class);

    /** The highest priority. */
    public static final int URGENT = 9;

    private static final int PRIORITIES = 10;
    private static final int WARNINGS_MAX = 10;

    /** Which message of which sender. */
    public record Number(int sender, long number) {}

    /** What can be wrong with a message besides being missing. */
    public enum Fault {
        UNVERIFIED,
        WRONG_PAYLOAD,
        OTHER_REPORT,
        DOUBLE,
        OUT_OF_ORDER
    }

    private final long run;
    private final List<Line> lines = new ArrayList<>();
    private final long[][][] newest;
    private final AtomicLongArray deliveredByQueue;
    /** Where among the messages of each queue the first urgent one came, from 1; 0 = none came yet. */
    private final AtomicLongArray urgentPlace;

    private final Latencies latencies = new Latencies();
    private final LongAdder sent = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder rechecked = new LongAdder();
    private final LongAdder strays = new LongAdder();
    private final Map<Stage, LongAdder> stages = new EnumMap<>(Stage.class);
    private final Map<Fault, LongAdder> faults = new EnumMap<>(Fault.class);
    private final BitSet unmeasured = new BitSet();
    private volatile long measuredFromNanos = Long.MAX_VALUE;
    private volatile long measuredToNanos = Long.MAX_VALUE;

    /**
     * @param run names this run in message ids
     * @param senders connections that put
     */
    public Account(long run, int senders, int queues) {
        this.run = run;
        for (int i = 0; i < senders; i++) {
            lines.add(new Line());
        }
        newest = new long[queues][PRIORITIES][];
        deliveredByQueue = new AtomicLongArray(queues);
        urgentPlace = new AtomicLongArray(queues);
        for (Stage stage : Stage.values()) {
            stages.put(stage, new LongAdder());
        }
        for (Fault fault : Fault.values()) {
            faults.put(fault, new LongAdder());
        }
    }

    /** The id of a message of this run. */
    public MessageId id(int sender, long number) {
        return new MessageId(ByteBuffer.allocate(MessageId.LENGTH)
                .putLong(run)
                .putLong(sender)
                .putLong(number)
                .flip());
    }

    /** Whether it is of this run; what an earlier one left in a queue is not, and is counted as a stray. */
    public boolean isMine(MessageId id) {
        boolean isMine = id.bytes().getLong(0) == run && senderOf(id) >= 0 && senderOf(id) < lines.size();
        if (!isMine) {
            stray();
        }
        return isMine;
    }

    /** Something that does not belong to this run. */
    public void stray() {
        strays.increment();
    }

    public static int senderOf(MessageId id) {
        return (int) id.bytes().getLong(8);
    }

    public static long numberOf(MessageId id) {
        return id.bytes().getLong(16);
    }

    /** Its latencies say nothing about the others': it disturbs them, or is disturbed, on purpose. */
    public void leaveOut(int sender) {
        unmeasured.set(sender);
    }

    /** Latencies count for messages due from this moment on. */
    public void measureFrom(long nanos) {
        measuredFromNanos = nanos;
    }

    /** Latencies count for messages due before this moment. */
    public void measureTo(long nanos) {
        measuredToNanos = nanos;
    }

    /** The sender's next message; before it is put. */
    public void sent(int sender, long dueNanos) {
        lines.get(sender).sent(dueNanos);
        sent.increment();
    }

    public void refused(int sender, long number, Throwable why) {
        refused.increment();
        lines.get(sender).refused(number);
        if (refused.sum() <= WARNINGS_MAX) {
            LOG.warn("refused: {}", why.getMessage());
        }
    }

    /** A stage other than delivery. */
    public void reached(Stage stage, int sender, long number, long nowNanos) {
        mark(stage, sender, number, nowNanos);
    }

    /** For each queue by one thread only, which sees its messages in their order. */
    public void delivered(int queue, int priority, Number message, long nowNanos) {
        if (!mark(Stage.DELIVERED, message.sender, message.number, nowNanos)) {
            return;
        }
        long place = deliveredByQueue.incrementAndGet(queue);
        if (priority == URGENT) {
            urgentPlace.compareAndSet(queue, 0, place);
        }
        long[] last = newest[queue][priority];
        if (last == null) {
            last = new long[lines.size()];
            newest[queue][priority] = last;
        }
        // Numbers from 1, so that 0 means none.
        if (message.number + 1 < last[message.sender]) {
            fault(
                    Fault.OUT_OF_ORDER,
                    message.sender + "/" + message.number + " came after " + (last[message.sender] - 1));
        }
        last[message.sender] = Math.max(last[message.sender], message.number + 1);
    }

    private boolean mark(Stage stage, int sender, long number, long nowNanos) {
        long due = lines.get(sender).mark(number, stage);
        if (due == Line.NOT_NOW) {
            fault(Fault.DOUBLE, stage.word() + " of " + sender + "/" + number);
            return false;
        }
        count(stage).increment();
        if (due >= measuredFromNanos && due < measuredToNanos && !unmeasured.get(sender)) {
            latencies.record(stage, nowNanos - due);
        }
        return true;
    }

    private LongAdder count(Stage stage) {
        return Objects.requireNonNull(stages.get(stage));
    }

    private LongAdder count(Fault fault) {
        return Objects.requireNonNull(faults.get(fault));
    }

    public void fault(Fault fault, String text) {
        LongAdder count = count(fault);
        count.increment();
        if (count.sum() <= WARNINGS_MAX) {
            LOG.warn("{}: {}", fault, text);
        }
    }

    public void rechecked() {
        rechecked.increment();
    }

    /** How many have been through a stage so far. */
    public long reached(Stage stage) {
        return count(stage).sum();
    }

    public long sent() {
        return sent.sum();
    }

    public long refused() {
        return refused.sum();
    }

    /** Messages and reports of earlier runs that were cleared away. */
    public long strays() {
        return strays.sum();
    }

    public long deliveredTo(int queue) {
        return deliveredByQueue.get(queue);
    }

    /** How many messages came out of a queue before the first of the highest priority; negative if none did. */
    public long beforeUrgent(int queue) {
        return urgentPlace.get(queue) - 1;
    }

    /** Put and not yet known to be delivered. */
    public long open() {
        return sent.sum() - refused.sum() - reached(Stage.COD);
    }

    /** Whether nothing more is to come. */
    public boolean isSettled() {
        long accepted = reached(Stage.ACCEPTED);
        return sent.sum() == accepted + refused.sum()
                && reached(Stage.DELIVERED) >= accepted
                && reached(Stage.COA) >= accepted
                && reached(Stage.COD) >= accepted;
    }

    /** Latencies since the last look. */
    public Map<Stage, Quantiles> look() {
        return latencies.look();
    }

    public Map<Stage, Quantiles> latencies() {
        return latencies.total();
    }

    public Counts counts() {
        long accepted = reached(Stage.ACCEPTED);
        long delivered = reached(Stage.DELIVERED);
        return new Counts(
                sent.sum(),
                accepted,
                refused.sum(),
                delivered,
                count(Fault.DOUBLE).sum(),
                Math.max(0, accepted - delivered),
                count(Fault.OUT_OF_ORDER).sum(),
                reached(Stage.COA),
                reached(Stage.COD),
                count(Fault.UNVERIFIED).sum(),
                count(Fault.WRONG_PAYLOAD).sum(),
                count(Fault.OTHER_REPORT).sum(),
                rechecked.sum());
    }

    /** Ids of messages that have not been through a stage, in hex; the first ones. */
    public List<String> missing(Stage stage, int max) {
        List<String> ids = new ArrayList<>();
        for (int sender = 0; sender < lines.size() && ids.size() < max; sender++) {
            for (long number : lines.get(sender).missing(stage, max - ids.size())) {
                ids.add(id(sender, number).toHex());
            }
        }
        return ids;
    }
}
