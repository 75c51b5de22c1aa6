package eu.ccngateway.node;

import com.google.protobuf.ByteString;
import eu.ccngateway.protocol.message.ReportRows;
import eu.ccngateway.protocol.seal.MerkleTree;
import eu.ccngateway.protocol.wire.Proof;
import eu.ccngateway.protocol.wire.Seal;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What proves a received message: together with the payload it can be shown to a third party. */
public final class Evidence {

    private final byte[] header;
    private final byte[] leaf;
    private final Optional<ReportRows> rows;
    private final Proof proof;
    private final @Nullable MerkleTree tree;
    private final Seal seal;
    private final List<X509Certificate> signerChain;

    /**
     * @param tree all leaves, where they came together; the path is then taken from it
     * @param signerChain empty where verification is switched off
     */
    Evidence(Sealed sealed, Proof proof, @Nullable MerkleTree tree, Seal seal, List<X509Certificate> signerChain) {
        this.header = sealed.header;
        this.leaf = sealed.leaf;
        this.rows = sealed.rows;
        this.proof = proof;
        this.tree = tree;
        this.seal = seal;
        this.signerChain = signerChain;
    }

    /** The parts of one message that its seal covers. */
    record Sealed(byte[] header, byte[] leaf, Optional<ReportRows> rows) {}

    /** Exactly the header bytes that were sealed. */
    public byte[] header() {
        return header.clone();
    }

    /** The sealed payload of a report that tells of several messages at once; empty for everything else. */
    public Optional<ReportRows> rows() {
        return rows;
    }

    /** The hash of the message's statement. */
    public byte[] leaf() {
        return leaf.clone();
    }

    /** Where the leaf stands under the seal. */
    public int index() {
        return proof.getIndex();
    }

    /** The sibling hashes from the leaf to the root, bottom-up, 32 bytes each, joined. */
    public byte[] path() {
        return tree == null ? proof.getPath().toByteArray() : tree.path(proof.getIndex());
    }

    /** The side each hash of the path stands on, {@code L} or {@code R}, bottom-up. */
    public List<String> pathSides() {
        return MerkleTree.sides(proof.getIndex(), seal.getSize());
    }

    /** The seal that covers the message: {@code getCms()} is the signature, {@code getRoot()} what it signs. */
    public Seal seal() {
        return seal;
    }

    ByteString sealId() {
        return seal.getId();
    }

    /** Who sealed, the signer's certificate first; empty if {@link #isVerified} is not. */
    public List<X509Certificate> signerChain() {
        return signerChain;
    }

    /** Whether seal, signer and proof were checked; false only where verification is switched off. */
    public boolean isVerified() {
        return !signerChain.isEmpty();
    }
}
