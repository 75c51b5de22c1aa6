package eu.ccngateway.protocol.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ProvenTreeTest {

    private static MerkleTree tree(int size) {
        return new MerkleTree(IntStream.range(0, size)
                .mapToObj(i -> Sha256.of(new byte[] {(byte) i, (byte) (i >> 8)}))
                .toList());
    }

    @Test
    void hasEveryLeafInAnyOrder() {
        Random random = new Random(7);
        for (int size = 1; size < 70; size++) {
            MerkleTree tree = tree(size);
            ProvenTree proven = new ProvenTree(tree.root(), size);
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, size).boxed().toList());
            Collections.shuffle(order, random);
            for (int index : order) {
                assertThat(proven.has(tree.leaf(index), index, tree.path(index)))
                        .as("leaf %d of %d", index, size)
                        .isTrue();
            }
        }
    }

    /** Whatever was proven before, it says the same as following the whole path. */
    @RepeatedTest(200)
    void saysWhatTheWholePathSays() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int size = 1 + random.nextInt(40);
        MerkleTree tree = tree(size);
        ProvenTree proven = new ProvenTree(tree.root(), size);
        for (int round = 0; round < 60; round++) {
            int index = random.nextInt(size);
            byte[] leaf = tree.leaf(index);
            byte[] path = tree.path(index);
            if (random.nextInt(3) == 0) {
                leaf[random.nextInt(leaf.length)] ^= (byte) (1 << random.nextInt(8));
            }
            if (path.length > 0 && random.nextInt(3) == 0) {
                path[random.nextInt(path.length)] ^= (byte) (1 << random.nextInt(8));
            }
            boolean expected = java.util.Arrays.equals(tree.root(), MerkleTree.rootOf(leaf, index, size, path));

            assertThat(proven.has(leaf, index, path))
                    .as("seed %d, round %d, leaf %d of %d", seed, round, index, size)
                    .isEqualTo(expected);
        }
    }

    @Test
    void learnsNothingFromALeafThatIsNotThere() {
        MerkleTree tree = tree(8);
        MerkleTree other = tree(9);
        ProvenTree proven = new ProvenTree(tree.root(), 8);

        assertThat(proven.has(other.leaf(8), 0, tree.path(0))).isFalse();
        assertThat(proven.has(other.leaf(8), 0, tree.path(0))).isFalse();
        assertThat(proven.has(tree.leaf(0), 0, tree.path(0))).isTrue();
    }

    @Test
    void refusesPathsThatDoNotFit() {
        ProvenTree proven = new ProvenTree(tree(5).root(), 5);

        assertThatThrownBy(() -> proven.has(new byte[32], 5, new byte[96]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> proven.has(new byte[32], 0, new byte[64]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
