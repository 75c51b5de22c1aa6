package eu.ccngateway.loadtest.bench;

import eu.ccngateway.pki.Identity;
import eu.ccngateway.pki.IssuedKey;
import eu.ccngateway.pki.KeyKind;
import eu.ccngateway.pki.TestPki;
import eu.ccngateway.pki.Use;
import eu.ccngateway.protocol.seal.MerkleTree;
import eu.ccngateway.protocol.seal.SealVerifier;
import eu.ccngateway.protocol.seal.SealingKey;
import eu.ccngateway.protocol.wire.Seal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Steps of a seal: the tree over a batch, and the one signature over the tree. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SealBenchmark {

    @Param({"1", "64", "256"})
    int messages;

    @Param({"EC_P256", "RSA_2048"})
    String keyKind;

    private final SealVerifier verifier = new SealVerifier();
    private List<byte[]> leaves;
    private MerkleTree tree;
    private SealingKey key;
    private Seal seal;

    @Setup
    public void setUp() {
        Random random = new Random(1);
        leaves = new ArrayList<>();
        for (int i = 0; i < messages; i++) {
            byte[] leaf = new byte[32];
            random.nextBytes(leaf);
            leaves.add(leaf);
        }
        tree = new MerkleTree(leaves);
        IssuedKey issued =
                TestPki.create().issue(Identity.node("NTA.FR@CUSTTAX.FR"), Use.SEAL, KeyKind.valueOf(keyKind));
        key = new SealingKey(issued.privateKey(), issued.chain(), Optional.empty());
        seal = key.seal(tree);
        verifier.verify(seal);
    }

    @Benchmark
    public byte[] buildTree() {
        return new MerkleTree(leaves).root();
    }

    @Benchmark
    public Seal seal() {
        return key.seal(tree);
    }

    @Benchmark
    public SealVerifier.Signer verify() {
        return verifier.verify(seal);
    }

    @Benchmark
    public byte[] rootOfPath() {
        return MerkleTree.rootOf(leaves.get(0), 0, messages, tree.path(0));
    }
}
