package eu.ccngateway.gateway.testkit;

import eu.ccngateway.gateway.observe.ExchangeObserver;
import eu.ccngateway.gateway.store.End;
import eu.ccngateway.protocol.message.NodeId;
import eu.ccngateway.protocol.message.QueueAddress;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import eu.ccngateway.protocol.wire.ReportType;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Counts everything, and knows which sums must hold. */
public final class RecordingObserver implements ExchangeObserver {

    private volatile boolean arePutsBroken;
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong stored = new AtomicLong();
    private final AtomicLong answeredAgain = new AtomicLong();
    private final AtomicLong outcomesUnknown = new AtomicLong();
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong sessions = new AtomicLong();
    private final AtomicLong commitsFailed = new AtomicLong();
    private final Map<RefusalCode, Long> refused = new EnumMap<>(RefusalCode.class);
    private final Map<RefusalCode, Long> turnedAway = new EnumMap<>(RefusalCode.class);
    private final Map<End, Long> ended = new EnumMap<>(End.class);
    private final Map<ReportType, Long> reported = new EnumMap<>(ReportType.class);

    @Override
    public void sessionOpened(NodeId node) {
        sessions.incrementAndGet();
    }

    @Override
    public void sessionClosed(NodeId node) {
        sessions.decrementAndGet();
    }

    @Override
    public synchronized void connectionRefused(RefusalCode code) {
        turnedAway.merge(code, 1L, Long::sum);
    }

    @Override
    public synchronized void sessionRefused(NodeId node, RefusalCode code) {
        turnedAway.merge(code, 1L, Long::sum);
    }

    /** From now on every put meets a fault inside the gateway. */
    public void breakPuts(boolean isBroken) {
        arePutsBroken = isBroken;
    }

    @Override
    public void received(NodeId sender, int messages, long payloadBytes) {
        if (arePutsBroken) {
            throw new IllegalStateException("broken on purpose");
        }
        received.addAndGet(messages);
    }

    @Override
    public synchronized void refused(NodeId sender, String to, RefusedException refusal) {
        refused.merge(refusal.code(), 1L, Long::sum);
    }

    @Override
    public void outcomeUnknown(NodeId sender) {
        outcomesUnknown.incrementAndGet();
    }

    @Override
    public void answeredAgain(NodeId sender) {
        answeredAgain.incrementAndGet();
    }

    @Override
    public void stored(NodeId sender, QueueAddress queue, int messages, long payloadBytes, long nanosSinceReceived) {
        stored.addAndGet(messages);
    }

    @Override
    public synchronized void ended(QueueAddress queue, End end, int code, long msSinceAccepted) {
        ended.merge(end, 1L, Long::sum);
    }

    @Override
    public synchronized void reported(ReportType type, int count) {
        reported.merge(type, (long) count, Long::sum);
    }

    @Override
    public void commitFailed() {
        commitsFailed.incrementAndGet();
    }

    @Override
    public void delivered(QueueAddress queue, int messages, boolean redelivered, long acceptedAtMs) {
        delivered.addAndGet(messages);
    }

    public long received() {
        return received.get();
    }

    public long stored() {
        return stored.get();
    }

    public long answeredAgain() {
        return answeredAgain.get();
    }

    public long outcomesUnknown() {
        return outcomesUnknown.get();
    }

    public long delivered() {
        return delivered.get();
    }

    /** Sessions open now. */
    public long sessions() {
        return sessions.get();
    }

    public long commitsFailed() {
        return commitsFailed.get();
    }

    /** Connections and sessions that were ended with this code. */
    public synchronized long turnedAway(RefusalCode code) {
        return turnedAway.getOrDefault(code, 0L);
    }

    public synchronized long refused(RefusalCode code) {
        return refused.getOrDefault(code, 0L);
    }

    public synchronized long refused() {
        return refused.values().stream().mapToLong(Long::longValue).sum();
    }

    public synchronized long ended(End end) {
        return ended.getOrDefault(end, 0L);
    }

    public synchronized long issued(ReportType type) {
        return reported.getOrDefault(type, 0L);
    }

    /** Received, less what became of it: 0 once nothing is on its way. */
    public synchronized long unaccounted() {
        return received() - stored() - refused() - answeredAgain();
    }

    /** Messages stored and not gone for good: in their queues or among the dead letters. */
    public synchronized long remaining() {
        return stored() - ended(End.DELIVERED) - ended(End.EXPIRED) - ended(End.PURGED);
    }

    @Override
    public synchronized String toString() {
        return "received " + received + ", stored " + stored + ", refused " + refused + ", again " + answeredAgain
                + ", delivered " + delivered + ", ended " + ended + ", reported " + reported;
    }
}
