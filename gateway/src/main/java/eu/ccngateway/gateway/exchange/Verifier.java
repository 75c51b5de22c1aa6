package eu.ccngateway.gateway.exchange;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import eu.ccngateway.protocol.message.HeaderRules;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import eu.ccngateway.protocol.seal.MerkleTree;
import eu.ccngateway.protocol.seal.Sha256;
import eu.ccngateway.protocol.seal.Statement;
import eu.ccngateway.protocol.wire.Header;
import eu.ccngateway.protocol.wire.Item;
import eu.ccngateway.protocol.wire.Proof;
import io.netty.buffer.ByteBufUtil;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Received to verified: the seal is a good signature by a trusted certificate of the connected node, and header and payload
 * of each message lead to its root. The hashes are computed from the bytes at hand, never taken from the peer.
 */
public final class Verifier {

    private final SealCheck seals;
    private final Statement statement;

    public Verifier(SealCheck seals, Statement statement) {
        this.seals = seals;
        this.statement = statement;
    }

    /** Refuses single messages in their slots; throws when the seal itself is no good, which refuses all. */
    Verified verify(Received received) {
        seals.check(received.seal(), received.answer().sender());
        String sender = received.answer().sender().toString();
        List<Leaf> leaves = new ArrayList<>(received.items().size());
        for (Item item : received.items()) {
            leaves.add(leaf(item));
        }
        List<Proof> proofs = received.isWholeBatch() ? wholeBatch(received, leaves) : single(received, leaves);
        List<Verified.Message> good = new ArrayList<>(leaves.size());
        Header known = Header.getDefaultInstance();
        for (int slot = 0; slot < leaves.size(); slot++) {
            Leaf leaf = leaves.get(slot);
            if (received.answer().isDecided(slot)) {
                continue;
            }
            Optional<RefusedException> fault = fault(leaf.header, known, sender);
            if (fault.isPresent()) {
                received.answer().refuse(slot, leaf.header.getTo(), fault.get());
            } else {
                known = leaf.header;
                good.add(new Verified.Message(
                        slot, received.items().get(slot), leaf.header, leaf.sealed, proofs.get(slot)));
            }
        }
        return Verified.by(this, received, good);
    }

    private record Leaf(Header header, Verified.Sealed sealed) {
        byte[] hash() {
            return sealed.leaf();
        }
    }

    /** Only deliveries leave a payload to chunks: stored like that, it could never be handed out. */
    static void requirePayload(Item item) {
        if (item.isChunked()) {
            throw new RefusedException(
                    RefusalCode.REQUEST_INVALID,
                    "payloadLength: ffffffff (expected: the length of a payload that is there; or PutLarge)");
        }
    }

    private Leaf leaf(Item item) {
        requirePayload(item);
        try {
            byte[] bytes = ByteBufUtil.getBytes(item.header());
            Header header = Header.parseFrom(bytes);
            byte[] payloadSha256 = Sha256.of(item.payload());
            byte[] leaf = statement.leaf(header, Sha256.of(bytes), payloadSha256);
            return new Leaf(header, new Verified.Sealed(bytes, payloadSha256, leaf));
        } catch (InvalidProtocolBufferException e) {
            throw new RefusedException(
                    RefusalCode.HEADER_INVALID, "header: " + e.getMessage() + " (expected: a protobuf Header)");
        }
    }

    /** The items are all leaves, so the tree is built once, and every proof falls out of it. */
    private static List<Proof> wholeBatch(Received received, List<Leaf> leaves) {
        if (received.seal().getSize() != leaves.size()) {
            throw new RefusedException(
                    RefusalCode.PROOF_INVALID,
                    "items: " + leaves.size() + " (expected: " + received.seal().getSize() + ", the size of the seal)");
        }
        MerkleTree tree = new MerkleTree(leaves.stream().map(Leaf::hash).toList());
        if (!Arrays.equals(tree.root(), received.seal().getRoot().toByteArray())) {
            throw new RefusedException(
                    RefusalCode.PROOF_INVALID,
                    "root: header and payload of the " + leaves.size() + " messages do not lead to the sealed root");
        }
        List<Proof> proofs = new ArrayList<>(leaves.size());
        for (int i = 0; i < leaves.size(); i++) {
            proofs.add(Proof.newBuilder()
                    .setIndex(i)
                    .setPath(UnsafeByteOperations.unsafeWrap(tree.path(i)))
                    .build());
        }
        return proofs;
    }

    private static List<Proof> single(Received received, List<Leaf> leaves) {
        byte[] root = received.seal().getRoot().toByteArray();
        for (int slot = 0; slot < leaves.size(); slot++) {
            Proof proof = received.proofs().get(slot);
            if (!leadsTo(root, leaves.get(slot).hash(), proof, received.seal().getSize())) {
                received.answer()
                        .refuse(
                                slot,
                                leaves.get(slot).header.getTo(),
                                new RefusedException(
                                        RefusalCode.PROOF_INVALID,
                                        "proof " + proof.getIndex()
                                                + ": header and payload do not lead to the sealed root"));
            }
        }
        return received.proofs();
    }

    private static boolean leadsTo(byte[] root, byte[] leaf, Proof proof, int size) {
        try {
            return Arrays.equals(
                    root,
                    MerkleTree.rootOf(
                            leaf, proof.getIndex(), size, proof.getPath().toByteArray()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Optional<RefusedException> fault(Header header, Header good, String sender) {
        try {
            HeaderRules.checkMessage(header, good);
        } catch (RefusedException e) {
            return Optional.of(e);
        }
        if (!header.getSender().equals(sender)) {
            return Optional.of(new RefusedException(
                    RefusalCode.SEAL_SIGNER_MISMATCH,
                    "sender: " + header.getSender() + " (expected: " + sender + ", the connected node)"));
        }
        if (header.getCall()) {
            return Optional.of(new RefusedException(
                    RefusalCode.HEADER_INVALID, "call: true (expected: false for a queue; use Call)"));
        }
        return Optional.empty();
    }
}
