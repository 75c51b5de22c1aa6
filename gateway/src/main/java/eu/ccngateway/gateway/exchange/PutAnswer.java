package eu.ccngateway.gateway.exchange;

import eu.ccngateway.gateway.observe.ExchangeObserver;
import eu.ccngateway.protocol.message.NodeId;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import eu.ccngateway.protocol.wire.Frame;
import eu.ccngateway.protocol.wire.PutResult;
import eu.ccngateway.protocol.wire.PutResults;
import eu.ccngateway.protocol.wire.Refused;
import eu.ccngateway.protocol.wire.WireFrame;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answer to one put: a result for every message, sent once all are decided. A message is decided once; what comes
 * later for it is ignored, so that a late commit cannot contradict an answer already given.
 */
public final class PutAnswer {

    private static final Logger LOG = LoggerFactory.getLogger(PutAnswer.class);

    static final RefusedException UNKNOWN = new RefusedException(
            RefusalCode.OUTCOME_UNKNOWN, "the store has not answered in time; put the same message again later");

    private final NodeId sender;
    private final long request;
    private final ExchangeObserver observer;
    private final Consumer<WireFrame> reply;
    private final AtomicReferenceArray<Decision> results;
    private final AtomicInteger undecided;
    private final Queue<Refused> refusals = new ConcurrentLinkedQueue<>();
    private final long receivedNanos = System.nanoTime();
    private final long receivedMs;
    private final Runnable onAnswered;

    /**
     * @param reply where the finished answer goes
     * @param onAnswered runs once, after the answer was handed to {@code reply}
     */
    public PutAnswer(
            Origin origin,
            long request,
            int messages,
            long receivedMs,
            Consumer<WireFrame> reply,
            Runnable onAnswered) {
        this.sender = origin.sender();
        this.observer = origin.observer();
        this.request = request;
        this.receivedMs = receivedMs;
        this.reply = reply;
        this.onAnswered = onAnswered;
        this.results = new AtomicReferenceArray<>(messages);
        this.undecided = new AtomicInteger(messages);
    }

    /** What became of a message: stored, now or before; or refused. */
    private record Decision(
            @Nullable Stored stored,
            boolean isAgain,
            @Nullable Refused refused) {

        PutResult toResult() {
            if (refused != null) {
                return PutResult.newBuilder().setRefused(refused).build();
            }
            return PutResult.newBuilder()
                    .setAcceptance(acceptance())
                    .setAcceptedAtMs(atMs())
                    .setDuplicate(isAgain)
                    .build();
        }

        long acceptance() {
            return stored == null ? 0 : stored.acceptance();
        }

        long atMs() {
            return stored == null ? 0 : stored.acceptedAtMs();
        }
    }

    /** Who puts, and who watches. */
    public record Origin(NodeId sender, ExchangeObserver observer) {}

    NodeId sender() {
        return sender;
    }

    int size() {
        return results.length();
    }

    long receivedMs() {
        return receivedMs;
    }

    /** Nanoseconds since the put was received. */
    long ageNanos() {
        return System.nanoTime() - receivedNanos;
    }

    /** Whether this message's fate is told already. */
    boolean isDecided(int slot) {
        return results.get(slot) != null;
    }

    void accept(int slot, Stored stored) {
        decide(slot, new Decision(stored, false, null));
    }

    void answerAgain(int slot, Stored first) {
        if (decide(slot, new Decision(first, true, null)) || wasUnknown(slot)) {
            observer.answeredAgain(sender);
        }
    }

    /** @param to the queue the message named; empty where that is not known */
    void refuse(int slot, String to, RefusedException refusal) {
        if (decide(slot, refused(refusal)) || wasUnknown(slot)) {
            observer.refused(sender, to, refusal);
        }
    }

    /** Tells that nobody knows. What becomes of the message is still to come, and is counted then. */
    void unknown(int slot) {
        if (decide(slot, refused(UNKNOWN))) {
            observer.outcomeUnknown(sender);
        }
    }

    private boolean wasUnknown(int slot) {
        Refused refused = results.get(slot).refused;
        return refused != null && refused.getCode() == RefusalCode.OUTCOME_UNKNOWN.number();
    }

    private static Decision refused(RefusedException refusal) {
        return new Decision(
                null,
                false,
                Refused.newBuilder()
                        .setCode(refusal.code().number())
                        .setReason(refusal.reason())
                        .build());
    }

    /** Refuses every message that is not decided yet. */
    void refuseRest(RefusalCode code, String reason) {
        for (int slot = 0; slot < results.length(); slot++) {
            refuse(slot, "", new RefusedException(code, reason));
        }
    }

    private boolean decide(int slot, Decision decision) {
        if (!results.compareAndSet(slot, null, decision)) {
            return false;
        }
        if (decision.refused != null) {
            refusals.add(decision.refused);
        }
        if (undecided.decrementAndGet() == 0) {
            if (!refusals.isEmpty()) {
                LOG.info(
                        "refused {} of {} messages put by {}: {}",
                        refusals.size(),
                        results.length(),
                        sender,
                        first(refusals.element()));
            }
            reply.accept(WireFrame.of(Frame.newBuilder().setPutResults(frame())));
            onAnswered.run();
        }
        return true;
    }

    private static String first(Refused refused) {
        return refused.getCode() + " " + refused.getReason();
    }

    private PutResults.Builder frame() {
        PutResults.Builder frame = PutResults.newBuilder().setRequest(request);
        if (isOneRun()) {
            return frame.setAcceptedFirst(results.get(0).acceptance())
                    .setAcceptedCount(results.length())
                    .setAcceptedAtMs(results.get(0).atMs());
        }
        for (int slot = 0; slot < results.length(); slot++) {
            frame.addResults(results.get(slot).toResult());
        }
        return frame;
    }

    /** All accepted now, with ids that follow each other. */
    private boolean isOneRun() {
        for (int slot = 0; slot < results.length(); slot++) {
            Decision decision = results.get(slot);
            if (decision.stored == null
                    || decision.isAgain
                    || decision.acceptance() != results.get(0).acceptance() + slot) {
                return false;
            }
        }
        return results.length() > 0;
    }
}
