package eu.ccngateway.protocol.seal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A Merkle tree as in RFC 9162: {@code node = SHA-256(01 || left || right)}; a node without a sibling is lifted to the
 * next level unchanged, which gives the same root as splitting at the largest power of two.
 */
public final class MerkleTree {

    private static final byte NODE = 1;

    /** Level 0 holds the leaves; every level is its hashes joined. */
    private final List<byte[]> levels = new ArrayList<>();

    private final int size;

    public MerkleTree(List<byte[]> leaves) {
        if (leaves.isEmpty()) {
            throw new IllegalArgumentException("leaves: none (expected: at least 1)");
        }
        size = leaves.size();
        byte[] level = new byte[size * Sha256.LENGTH];
        for (int i = 0; i < size; i++) {
            System.arraycopy(leaves.get(i), 0, level, i * Sha256.LENGTH, Sha256.LENGTH);
        }
        levels.add(level);
        while (level.length > Sha256.LENGTH) {
            level = above(level);
            levels.add(level);
        }
    }

    private static byte[] above(byte[] level) {
        int count = level.length / Sha256.LENGTH;
        byte[] above = new byte[(count + 1) / 2 * Sha256.LENGTH];
        Sha256 sha256 = Sha256.mine();
        for (int i = 0; i < count / 2; i++) {
            sha256.add(NODE)
                    .add(level, 2 * i * Sha256.LENGTH, 2 * Sha256.LENGTH)
                    .finish(above, i * Sha256.LENGTH);
        }
        if (count % 2 == 1) {
            System.arraycopy(level, level.length - Sha256.LENGTH, above, above.length - Sha256.LENGTH, Sha256.LENGTH);
        }
        return above;
    }

    public int size() {
        return size;
    }

    public byte[] root() {
        return levels.get(levels.size() - 1);
    }

    public byte[] leaf(int index) {
        return hash(levels.get(0), index);
    }

    /** The siblings from leaf to root, bottom-up, joined. */
    public byte[] path(int index) {
        byte[] path = new byte[levels.size() * Sha256.LENGTH];
        int length = 0;
        int at = index;
        for (byte[] level : levels) {
            int sibling = at ^ 1;
            if (sibling < level.length / Sha256.LENGTH) {
                System.arraycopy(level, sibling * Sha256.LENGTH, path, length, Sha256.LENGTH);
                length += Sha256.LENGTH;
            }
            at >>= 1;
        }
        return Arrays.copyOf(path, length);
    }

    /** The root that a leaf and its path lead to; empty path and size 1: the leaf itself. Null-free: a wrong path gives another root. */
    public static byte[] rootOf(byte[] leaf, int index, int size, byte[] path) {
        checkPath(index, size, path.length);
        byte[] hash = leaf.clone();
        Sha256 sha256 = Sha256.mine();
        int used = 0;
        int at = index;
        for (int count = size; count > 1; count = (count + 1) / 2, at >>= 1) {
            if ((at ^ 1) >= count) {
                continue;
            }
            sha256.add(NODE);
            if ((at & 1) == 1) {
                sha256.add(path, used, Sha256.LENGTH).add(hash, 0, Sha256.LENGTH);
            } else {
                sha256.add(hash, 0, Sha256.LENGTH).add(path, used, Sha256.LENGTH);
            }
            sha256.finish(hash, 0);
            used += Sha256.LENGTH;
        }
        return hash;
    }

    static void checkPath(int index, int size, int length) {
        if (index < 0 || index >= size || length != pathLength(index, size)) {
            throw new IllegalArgumentException("proof: index " + index + " of " + size + " with " + length
                    + " path bytes (expected: an index below the size and its siblings of 32 bytes)");
        }
    }

    /** The path as evidence shows it: one {@code L hex} or {@code R hex} a line, the side the sibling stands on. */
    public static List<String> sides(int index, int size) {
        List<String> sides = new ArrayList<>();
        int at = index;
        for (int count = size; count > 1; count = (count + 1) / 2, at >>= 1) {
            if ((at ^ 1) < count) {
                sides.add((at & 1) == 1 ? "L" : "R");
            }
        }
        return sides;
    }

    private static int pathLength(int index, int size) {
        int length = 0;
        int at = index;
        for (int count = size; count > 1; count = (count + 1) / 2, at >>= 1) {
            if ((at ^ 1) < count) {
                length += Sha256.LENGTH;
            }
        }
        return length;
    }

    private static byte[] hash(byte[] level, int index) {
        return Arrays.copyOfRange(level, index * Sha256.LENGTH, (index + 1) * Sha256.LENGTH);
    }
}
