package eu.ccngateway.protocol.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {

    /** As RFC 9162 defines the head of a list: split at the largest power of two below its length. */
    private static byte[] headByDefinition(List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return leaves.get(0);
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        byte[] left = headByDefinition(leaves.subList(0, split));
        byte[] right = headByDefinition(leaves.subList(split, leaves.size()));
        return Sha256.mine().add((byte) 1).add(left, 0, 32).add(right, 0, 32).finish();
    }

    private static List<byte[]> leaves(int count, long seed) {
        Random random = new Random(seed);
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] leaf = new byte[32];
            random.nextBytes(leaf);
            leaves.add(leaf);
        }
        return leaves;
    }

    @Test
    void hashesTheKnownAnswerOfCertificateTransparency() {
        // The test vectors that the implementations of RFC 6962 share: eight inputs, and the head of their tree.
        List<byte[]> leaves = new ArrayList<>();
        for (String input : List.of(
                "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")) {
            byte[] bytes = HexFormat.of().parseHex(input);
            leaves.add(Sha256.mine().add((byte) 0).add(bytes, 0, bytes.length).finish());
        }

        assertThat(HexFormat.of().formatHex(new MerkleTree(leaves).root()))
                .isEqualTo("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
    }

    @Test
    void hasTheHeadThatTheDefinitionGives() {
        for (int size = 1; size <= 130; size++) {
            List<byte[]> leaves = leaves(size, size);
            assertThat(new MerkleTree(leaves).root()).as("size %d", size).isEqualTo(headByDefinition(leaves));
        }
    }

    @Test
    void leadsEveryLeafToTheRootByItsPath() {
        for (int size = 1; size <= 70; size++) {
            MerkleTree tree = new MerkleTree(leaves(size, size));
            for (int index = 0; index < size; index++) {
                byte[] path = tree.path(index);
                assertThat(MerkleTree.rootOf(tree.leaf(index), index, size, path))
                        .as("leaf %d of %d", index, size)
                        .isEqualTo(tree.root());
                assertThat(MerkleTree.sides(index, size)).hasSize(path.length / 32);
            }
        }
    }

    @Test
    void leadsElsewhereFromAnotherPlaceOrWithOneBitChanged() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            int size = 2 + random.nextInt(60);
            int index = random.nextInt(size);
            MerkleTree tree = new MerkleTree(leaves(size, random.nextLong()));
            byte[] path = tree.path(index);
            path[random.nextInt(path.length)] ^= (byte) (1 << random.nextInt(8));
            assertThat(MerkleTree.rootOf(tree.leaf(index), index, size, path))
                    .as("seed %d", seed)
                    .isNotEqualTo(tree.root());
        }
    }

    @Test
    void refusesAPathThatDoesNotFitThePlace() {
        MerkleTree tree = new MerkleTree(leaves(5, 1));

        assertThatThrownBy(() -> MerkleTree.rootOf(tree.leaf(0), 0, 5, new byte[32]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("index 0 of 5 with 32 path bytes");
        assertThatThrownBy(() -> MerkleTree.rootOf(tree.leaf(0), 5, 5, tree.path(0)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MerkleTree.rootOf(tree.leaf(0), -1, 5, tree.path(0)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MerkleTree(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsLeavesAndNodesApart() {
        // A leaf is hashed with another first byte than a node, so two nodes cannot pass for a statement.
        byte[] statement = "ccn-message-1\n".getBytes(StandardCharsets.US_ASCII);

        assertThat(Sha256.mine()
                        .add((byte) 0)
                        .add(statement, 0, statement.length)
                        .finish())
                .isNotEqualTo(Sha256.mine()
                        .add((byte) 1)
                        .add(statement, 0, statement.length)
                        .finish());
    }
}
