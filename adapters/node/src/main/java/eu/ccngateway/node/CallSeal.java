package eu.ccngateway.node;

import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import eu.ccngateway.protocol.seal.MerkleTree;
import eu.ccngateway.protocol.seal.SealingKey;
import eu.ccngateway.protocol.seal.Sha256;
import eu.ccngateway.protocol.wire.Header;
import eu.ccngateway.protocol.wire.Item;
import eu.ccngateway.protocol.wire.Proof;
import eu.ccngateway.protocol.wire.Seal;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.time.Clock;
import java.util.List;
import java.util.Objects;

/** Calls and answers each have a seal of their own: makes it, and checks it. */
final class CallSeal {

    private final SealingKey key;
    private final Verifier verifier;
    private final Clock clock;

    CallSeal(SealingKey key, Verifier verifier, Clock clock) {
        this.key = key;
        this.verifier = verifier;
        this.clock = clock;
    }

    /** A sealed item, ready for a frame. */
    record SealedItem(Seal seal, ByteBuf item) {}

    /** An item that was checked. */
    record Opened(Message message, Evidence evidence) {}

    SealedItem seal(Session session, Header header, byte[] payload) {
        if (payload.length > session.welcome().getCallMax()) {
            throw new RefusedByGateway(
                    RefusalCode.CALL_TOO_LARGE,
                    "payload: " + payload.length + " bytes (expected: at most "
                            + session.welcome().getCallMax() + ").");
        }
        byte[] bytes = header.toByteArray();
        byte[] leaf = session.statement().leaf(header, Sha256.of(bytes), Sha256.of(payload));
        Seal seal = key.seal(new MerkleTree(List.of(leaf)));
        ByteBuf item = Unpooled.buffer(Item.LENGTHS + bytes.length + payload.length);
        Item.write(item, bytes, Unpooled.wrappedBuffer(payload));
        return new SealedItem(seal, item);
    }

    /** On the receiver's thread. */
    Opened open(Session session, Seal seal, ByteBuf tail) {
        Item item;
        try {
            List<Item> items = Item.readAll(tail, 1, session.welcome().getHeaderMax());
            if (items.size() != 1 || items.get(0).isChunked()) {
                throw new VerificationFailed(
                        RefusalCode.MALFORMED_FRAME, "call: not one whole item (expected: header and payload)", false);
            }
            item = items.get(0);
        } catch (RefusedException e) {
            throw new VerificationFailed(e.code(), "call: " + e.reason(), false);
        }
        Verifier.Sample sample = new Verifier.Sample(
                ByteBufUtil.getBytes(item.header()),
                ByteBufUtil.getBytes(item.payload()),
                Proof.getDefaultInstance(),
                clock.millis());
        Verifier.Verdict verdict =
                verifier.verify(session.statement(), seal, List.of(sample)).get(0);
        if (verdict.failure() != null) {
            throw verdict.failure();
        }
        if (!verdict.header().getCall()) {
            throw new VerificationFailed(
                    RefusalCode.HEADER_INVALID,
                    "call: a message sealed for a queue (expected: one sealed for a call)",
                    false);
        }
        return new Opened(
                Message.received(verdict.header(), Payload.Bytes.of(sample.payload())),
                Objects.requireNonNull(verdict.evidence()));
    }
}
