package eu.ccngateway.gateway.testkit;

import com.google.protobuf.ByteString;
import eu.ccngateway.protocol.seal.MerkleTree;
import eu.ccngateway.protocol.seal.SealingKey;
import eu.ccngateway.protocol.seal.Statement;
import eu.ccngateway.protocol.wire.Proof;
import eu.ccngateway.protocol.wire.Seal;
import java.util.List;

/** Messages under one seal. */
public record Batch(List<RawMessage> messages, MerkleTree tree, Seal seal) {

    public static Batch of(SealingKey key, Statement statement, List<RawMessage> messages) {
        MerkleTree tree = new MerkleTree(
                messages.stream().map(message -> message.leaf(statement)).toList());
        return new Batch(List.copyOf(messages), tree, key.seal(tree));
    }

    public byte[] tail() {
        return RawMessage.tail(messages);
    }

    public Proof proof(int index) {
        return Proof.newBuilder()
                .setIndex(index)
                .setPath(ByteString.copyFrom(tree.path(index)))
                .build();
    }
}
