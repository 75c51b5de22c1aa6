package eu.ccngateway.gateway.session;

import eu.ccngateway.gateway.exchange.PutAnswer;
import eu.ccngateway.gateway.exchange.PutPipeline;
import eu.ccngateway.gateway.exchange.Received;
import eu.ccngateway.gateway.observe.ExchangeObserver;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import eu.ccngateway.protocol.wire.Item;
import eu.ccngateway.protocol.wire.Proof;
import eu.ccngateway.protocol.wire.PutBatch;
import eu.ccngateway.protocol.wire.PutOne;
import eu.ccngateway.protocol.wire.Seal;
import eu.ccngateway.protocol.wire.WireFrame;
import io.netty.util.ReferenceCounted;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts of a session, from frame to pipeline. Seals are noted on the event loop, in the order they came; the rest runs on
 * the workers, in the order of the frames.
 */
final class PutDesk {

    private static final Logger LOG = LoggerFactory.getLogger(PutDesk.class);

    private final PutPipeline pipeline;
    private final DomainShares shares;
    private final SessionLimits limits;
    private final ExchangeObserver observer;
    private final Clock clock;

    PutDesk(PutPipeline pipeline, DomainShares shares, SessionLimits limits, ExchangeObserver observer, Clock clock) {
        this.pipeline = pipeline;
        this.shares = shares;
        this.limits = limits;
        this.observer = observer;
        this.clock = clock;
    }

    /** Takes the frame over. */
    void putBatch(Session session, WireFrame frame) {
        PutBatch put = frame.head().getPutBatch();
        session.remember(put.getSeal());
        enqueue(session, frame, put.getRequest(), put.getSeal(), List.of());
    }

    /** Takes the frame over. */
    void putOne(Session session, WireFrame frame) {
        PutOne put = frame.head().getPutOne();
        Seal seal;
        try {
            seal = session.seal(put.getSeal());
            if (put.getProofsCount() == 0) {
                throw new RefusedException(
                        RefusalCode.REQUEST_INVALID, "proofs: none (expected: one for each item; or PutBatch)");
            }
        } catch (RefusedException e) {
            frame.release();
            session.send(Session.refusal(put.getRequest(), e));
            return;
        }
        enqueue(session, frame, put.getRequest(), seal, put.getProofsList());
    }

    private void enqueue(Session session, WireFrame frame, long request, Seal seal, List<Proof> proofs) {
        long bytes = frame.tail().readableBytes();
        long receivedMs = clock.millis();
        session.began(bytes);
        session.inOrder(() -> {
            try {
                put(session, new Piece(request, seal, items(frame, proofs), proofs, frame, bytes, receivedMs));
            } catch (RefusedException e) {
                notPut(session, frame, request, e);
            } catch (RuntimeException e) {
                LOG.error("put of {} failed at something it should not fail at", session.node(), e);
                notPut(session, frame, request, Session.INTERNAL);
            }
        });
    }

    private static void notPut(Session session, WireFrame frame, long request, RefusedException reason) {
        session.answered(frame.tail().readableBytes());
        frame.release();
        session.send(Session.refusal(request, reason));
    }

    private List<Item> items(WireFrame frame, List<Proof> proofs) {
        List<Item> items = Item.readAll(frame.tail(), limits.batchMax(), limits.headerMax());
        if (items.isEmpty() || !proofs.isEmpty() && proofs.size() != items.size()) {
            throw new RefusedException(
                    RefusalCode.REQUEST_INVALID,
                    "items: " + items.size() + " with " + proofs.size()
                            + " proofs (expected: at least one item, and a proof for each)");
        }
        for (Item item : items) {
            if (item.payload().readableBytes() > limits.inlineMax()) {
                throw new RefusedException(
                        RefusalCode.PAYLOAD_TOO_LARGE,
                        "payload: " + item.payload().readableBytes() + " bytes (expected: at most " + limits.inlineMax()
                                + " here; PutLarge for more)");
            }
        }
        return items;
    }

    /** What one put is made of. */
    record Piece(
            long request,
            Seal seal,
            List<Item> items,
            List<Proof> proofs,
            ReferenceCounted holder,
            long bytes,
            long receivedMs) {}

    /** Admits a put and hands it to the pipeline; throws when it is not admitted, with nothing taken over. */
    void put(Session session, Piece piece) {
        int messages = piece.items().size();
        String domain = session.node().domain();
        observer.received(session.node(), messages, piece.bytes());
        try {
            admit(session, messages, piece.bytes());
        } catch (RefusedException e) {
            for (int i = 0; i < messages; i++) {
                observer.refused(session.node(), "", e);
            }
            throw e;
        }
        PutAnswer answer = new PutAnswer(
                new PutAnswer.Origin(session.node(), observer),
                piece.request(),
                messages,
                piece.receivedMs(),
                session::send,
                () -> {
                    shares.release(domain, messages, piece.bytes());
                    session.giveBack(messages);
                    session.answered(piece.bytes());
                });
        pipeline.put(new Received(answer, piece.seal(), piece.items(), piece.proofs(), piece.holder()));
    }

    private void admit(Session session, int messages, long bytes) {
        if (!session.take(messages)) {
            throw new RefusedException(
                    RefusalCode.TOO_MUCH_IN_FLIGHT,
                    "in flight: " + messages + " messages more than the limit allows (expected: at most "
                            + limits.inFlightMax() + ")");
        }
        try {
            shares.take(session.node().domain(), messages, bytes);
        } catch (RefusedException e) {
            session.giveBack(messages);
            throw e;
        }
    }
}
