package eu.ccngateway.gateway.exchange;

import com.google.protobuf.InvalidProtocolBufferException;
import eu.ccngateway.protocol.message.HeaderRules;
import eu.ccngateway.protocol.message.NodeId;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import eu.ccngateway.protocol.seal.Sha256;
import eu.ccngateway.protocol.seal.Statement;
import eu.ccngateway.protocol.wire.Header;
import eu.ccngateway.protocol.wire.Item;
import eu.ccngateway.protocol.wire.Seal;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.List;

/** A question or answer of a call: one item under a seal of its own. */
public final class SealedItem {

    private static final int HEADER_MAX = 8 * 1024;

    private final SealCheck seals;
    private final Statement statement;

    public SealedItem(SealCheck seals, Statement statement) {
        this.seals = seals;
        this.statement = statement;
    }

    /** The header, once seal and bytes are known to be the sender's and made for a call; throws the refusal otherwise. */
    public Header check(Seal seal, ByteBuf tail, NodeId sender) {
        List<Item> items = Item.readAll(tail, 1, HEADER_MAX);
        if (items.size() != 1 || seal.getSize() != 1) {
            throw new RefusedException(
                    RefusalCode.REQUEST_INVALID,
                    "items: " + items.size() + " under a seal of " + seal.getSize()
                            + " (expected: 1 under a seal of 1)");
        }
        seals.check(seal, sender);
        Item item = items.get(0);
        Verifier.requirePayload(item);
        Header header = parse(item);
        HeaderRules.checkMessage(header);
        byte[] leaf = statement.leaf(header, Sha256.of(item.header()), Sha256.of(item.payload()));
        if (!Arrays.equals(leaf, seal.getRoot().toByteArray())) {
            throw new RefusedException(
                    RefusalCode.PROOF_INVALID, "root: header and payload do not lead to the sealed root");
        }
        if (!header.getSender().equals(sender.toString())) {
            throw new RefusedException(
                    RefusalCode.SEAL_SIGNER_MISMATCH,
                    "sender: " + header.getSender() + " (expected: " + sender + ", the connected node)");
        }
        if (!header.getCall()) {
            throw new RefusedException(
                    RefusalCode.HEADER_INVALID, "call: false (expected: true for a call or its answer)");
        }
        return header;
    }

    private static Header parse(Item item) {
        try {
            return Header.parseFrom(item.header().nioBuffer());
        } catch (InvalidProtocolBufferException e) {
            throw new RefusedException(
                    RefusalCode.HEADER_INVALID, "header: " + e.getMessage() + " (expected: a protobuf Header)");
        }
    }
}
