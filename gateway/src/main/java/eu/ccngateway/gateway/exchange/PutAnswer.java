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
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
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
    private final AtomicReferenceArray<PutResult> results;
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
        decide(
                slot,
                PutResult.newBuilder()
                        .setAcceptance(stored.acceptance())
                        .setAcceptedAtMs(stored.acceptedAtMs())
                        .build());
    }

    void answerAgain(int slot, Stored first) {
        PutResult again = PutResult.newBuilder()
                .setAcceptance(first.acceptance())
                .setAcceptedAtMs(first.acceptedAtMs())
                .setDuplicate(true)
                .build();
        if (decide(slot, again) || wasUnknown(slot)) {
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
        return results.get(slot).getRefused().getCode() == RefusalCode.OUTCOME_UNKNOWN.number();
    }

    private static PutResult refused(RefusedException refusal) {
        return PutResult.newBuilder()
                .setRefused(
                        Refused.newBuilder().setCode(refusal.code().number()).setReason(refusal.reason()))
                .build();
    }

    /** Refuses every message that is not decided yet. */
    void refuseRest(RefusalCode code, String reason) {
        for (int slot = 0; slot < results.length(); slot++) {
            refuse(slot, "", new RefusedException(code, reason));
        }
    }

    private boolean decide(int slot, PutResult result) {
        if (!results.compareAndSet(slot, null, result)) {
            return false;
        }
        if (result.hasRefused()) {
            refusals.add(result.getRefused());
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
        PutResult[] all = new PutResult[results.length()];
        Arrays.setAll(all, results::get);
        PutResults.Builder frame = PutResults.newBuilder().setRequest(request);
        if (isOneRun(all)) {
            return frame.setAcceptedFirst(all[0].getAcceptance())
                    .setAcceptedCount(all.length)
                    .setAcceptedAtMs(all[0].getAcceptedAtMs());
        }
        return frame.addAllResults(Arrays.asList(all));
    }

    /** All accepted now, with ids that follow each other. */
    private static boolean isOneRun(PutResult[] all) {
        for (int i = 0; i < all.length; i++) {
            if (all[i].getAcceptance() == 0
                    || all[i].getDuplicate()
                    || all[i].getAcceptance() != all[0].getAcceptance() + i) {
                return false;
            }
        }
        return all.length > 0;
    }
}
