package eu.ccngateway.node;

import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.wire.Frame;
import eu.ccngateway.protocol.wire.PutBatch;
import eu.ccngateway.protocol.wire.PutLarge;
import eu.ccngateway.protocol.wire.PutOne;
import eu.ccngateway.protocol.wire.PutResult;
import eu.ccngateway.protocol.wire.PutResults;
import eu.ccngateway.protocol.wire.WireFrame;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What is sealed and not yet answered: sends it, sends again what a lost connection left unanswered, under its old seal,
 * and what was refused for a reason that passes. Event loop only.
 */
final class Outbox implements Party {

    private final Set<SealedBatch> open = new LinkedHashSet<>();
    private final PutEnd end;
    private final NodeOptions options;
    private final Clock clock;
    private final Roles roles;
    private final Counts counts;
    private final RetryLanes lanes;
    private Runnable batchQuiet = () -> {};
    private @Nullable Session session;
    private @Nullable LargePuts large;

    Outbox(PutEnd end, NodeOptions options, Clock clock, RandomGenerator random, Roles roles, Counts counts) {
        this.end = end;
        this.options = options;
        this.clock = clock;
        this.roles = roles;
        this.counts = counts;
        lanes = new RetryLanes(roles.loop(), random, this::sendAgain);
    }

    /** Whom to tell that one batch fewer is on its way. */
    void onBatchQuiet(Runnable told) {
        batchQuiet = told;
    }

    /** A new batch. */
    void offer(SealedBatch batch) {
        open.add(batch);
        Session current = session;
        if (current == null) {
            batch.dropTail();
        } else {
            send(current, batch, batch.messages());
        }
    }

    @Override
    public void up(Session welcomed) {
        session = welcomed;
        large = new LargePuts(welcomed, roles);
        for (SealedBatch batch : open) {
            List<Outgoing> unanswered = batch.unanswered();
            counts.retried.add(unanswered.size());
            send(welcomed, batch, unanswered);
        }
    }

    @Override
    public void down(Session lost) {
        stopSending();
    }

    /** What is on the wire may still be answered; what was not will be sent on the next connection. */
    @Override
    public void draining(Session drained) {
        session = null;
        lanes.clear();
    }

    private void stopSending() {
        session = null;
        lanes.clear();
        if (large != null) {
            large.stop();
            large = null;
        }
        for (SealedBatch batch : open) {
            batch.unanswered().forEach(message -> batch.onWire(message, false));
        }
    }

    /** Whether something is on the wire. */
    boolean isWaiting() {
        return open.stream().anyMatch(batch -> batch.messages().stream().anyMatch(Outgoing::isOnWire));
    }

    void writable() {
        if (large != null) {
            large.pump();
        }
    }

    @Override
    public void closed(NodeClosed why) {
        PutEnd.Ended ended = end.begin();
        for (SealedBatch batch : List.copyOf(open)) {
            for (Outgoing message : List.copyOf(batch.unanswered())) {
                ended.failed(message, why);
                batch.done(message);
            }
        }
        open.clear();
        ended.finish();
    }

    /** Gives up what has been tried for too long. */
    @Override
    public void tick(long nowMs) {
        PutEnd.Ended ended = end.begin();
        for (SealedBatch batch : List.copyOf(open)) {
            for (Outgoing message : batch.unanswered()) {
                if (message.deadlineMs <= nowMs) {
                    lanes.remove(message);
                    giveUp(message, ended);
                }
            }
            closeIfDone(batch);
        }
        ended.finish();
    }

    private void giveUp(Outgoing message, PutEnd.Ended ended) {
        RefusedByGateway refusal = message.lastRefusal();
        if (refusal != null && !message.isOnWire()) {
            ended.failed(message, refusal);
        } else if (session != null) {
            ended.failed(
                    message,
                    new TimedOut(
                            "put of " + message.put.id() + ": no answer within " + options.patience()
                                    + "; it may have been accepted. Put message() again: it is never doubled",
                            message.message()));
        } else {
            ended.failed(
                    message,
                    new Disconnected(
                            "put of " + message.put.id() + ": no gateway for " + options.patience()
                                    + "; it may have been accepted before. Put message() again: it is never doubled",
                            true,
                            message.message()));
        }
        message.batch().done(message);
    }

    private void send(Session to, SealedBatch batch, List<Outgoing> messages) {
        List<Outgoing> now = lanes.pass(messages);
        now.forEach(message -> batch.onWire(message, true));
        if (now.isEmpty()) {
            batch.dropTail();
            quietIfIs(batch);
        } else if (batch.isLarge()) {
            sendLarge(to, batch, now.get(0));
        } else if (now.size() == batch.messages().size()) {
            sendWhole(to, batch);
        } else {
            batch.dropTail();
            sendSome(to, batch, now);
        }
    }

    private void sendWhole(Session to, SealedBatch batch) {
        to.sealSent(batch.seal());
        to.request(
                new Answers(batch.messages()),
                request -> Frame.newBuilder()
                        .setPutBatch(PutBatch.newBuilder().setRequest(request).setSeal(batch.seal())),
                batch.takeTail(ByteBufAllocator.DEFAULT));
    }

    private void sendSome(Session to, SealedBatch batch, List<Outgoing> messages) {
        to.ensureSeal(batch.seal());
        PutOne.Builder put = PutOne.newBuilder().setSeal(batch.id());
        messages.forEach(message -> put.addProofs(batch.proof(message)));
        to.request(
                new Answers(messages),
                request -> Frame.newBuilder().setPutOne(put.setRequest(request)),
                SealedBatch.items(ByteBufAllocator.DEFAULT, messages));
    }

    private void sendLarge(Session to, SealedBatch batch, Outgoing message) {
        LargePuts chunks = large;
        if (chunks != null) {
            chunks.add(message, () -> beginLarge(to, batch, message));
        }
    }

    private long beginLarge(Session to, SealedBatch batch, Outgoing message) {
        to.ensureSeal(batch.seal());
        PutLarge.Builder put = PutLarge.newBuilder()
                .setSeal(batch.id())
                .setProof(batch.proof(message))
                .setPayloadLength(message.payload.length());
        return to.request(
                new Answers(List.of(message)),
                request -> Frame.newBuilder().setPutLarge(put.setRequest(request)),
                Unpooled.wrappedBuffer(message.headerBytes));
    }

    /** Refused before; now it is time to try again. In the order of the puts; those under one seal together. */
    private void sendAgain(List<Outgoing> messages) {
        Session current = session;
        if (current == null) {
            return;
        }
        counts.retried.add(messages.size());
        int from = 0;
        while (from < messages.size()) {
            SealedBatch batch = messages.get(from).batch();
            int to = from;
            while (to < messages.size() && messages.get(to).batch().id().equals(batch.id())) {
                batch.onWire(messages.get(to), true);
                to++;
            }
            if (batch.isLarge()) {
                sendLarge(current, batch, messages.get(from));
            } else {
                sendSome(current, batch, messages.subList(from, to));
            }
            from = to;
        }
    }

    private void quietIfIs(SealedBatch batch) {
        if (batch.becomesQuiet() && !batch.isLarge()) {
            batchQuiet.run();
        }
    }

    private void closeIfDone(SealedBatch batch) {
        quietIfIs(batch);
        if (batch.isDone()) {
            open.remove(batch);
        }
    }

    /** Waits for the results of one request. */
    private final class Answers implements Replies {

        private final List<Outgoing> messages;

        Answers(List<Outgoing> messages) {
            this.messages = messages;
        }

        @Override
        public boolean answered(Session from, WireFrame frame) {
            PutResults results = frame.head().getPutResults();
            boolean isSummary = results.getAcceptedCount() > 0;
            int count = isSummary ? results.getAcceptedCount() : results.getResultsCount();
            if (count != messages.size()) {
                from.broken(count + " results for " + messages.size() + " messages");
                return true;
            }
            PutEnd.Ended ended = end.begin();
            for (int i = 0; i < count; i++) {
                Outgoing message = messages.get(i);
                if (isSummary) {
                    accepted(message, results.getAcceptedFirst() + i, results.getAcceptedAtMs(), false, ended);
                } else {
                    result(message, results.getResults(i), ended);
                }
            }
            finish(ended);
            return true;
        }

        private void result(Outgoing message, PutResult result, PutEnd.Ended ended) {
            if (result.hasRefused()) {
                refused(message, new RefusedByGateway(result.getRefused()), ended);
            } else {
                accepted(message, result.getAcceptance(), result.getAcceptedAtMs(), result.getDuplicate(), ended);
            }
        }

        private void accepted(Outgoing message, long acceptance, long atMs, boolean isDuplicate, PutEnd.Ended ended) {
            if (!message.isDone()) {
                message.batch().done(message);
                ended.accepted(message, acceptance, atMs, isDuplicate);
                lanes.answered(message);
            }
        }

        private void refused(Outgoing message, RefusedByGateway refusal, PutEnd.Ended ended) {
            if (message.isDone()) {
                return;
            }
            SealedBatch batch = message.batch();
            if (refusal.mayPass() && message.deadlineMs > clock.millis()) {
                batch.onWire(message, false);
                message.refused(refusal);
                if (session != null) {
                    lanes.refused(message, refusal);
                }
            } else {
                batch.done(message);
                ended.failed(message, refusal);
                lanes.answered(message);
            }
        }

        @Override
        public void refused(RefusedByGateway refusal) {
            PutEnd.Ended ended = end.begin();
            Outgoing first = messages.get(0);
            if (refusal.is(RefusalCode.SEAL_UNKNOWN) && session != null) {
                session.sealForgotten(first.batch().id());
            }
            messages.forEach(message -> refused(message, refusal, ended));
            finish(ended);
        }

        private void finish(PutEnd.Ended ended) {
            ended.finish();
            if (large != null && messages.get(0).batch().isLarge()) {
                large.remove(messages.get(0));
            }
            SealedBatch last = null;
            for (Outgoing message : messages) {
                if (message.batch() != last) {
                    last = message.batch();
                    closeIfDone(last);
                }
            }
        }
    }
}
