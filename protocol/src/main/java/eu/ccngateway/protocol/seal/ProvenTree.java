package eu.ccngateway.protocol.seal;

import java.util.Arrays;

/**
 * What is known for certain of a sealed tree: its root, and every node that some leaf's proof has led through. A further
 * leaf is hashed only up to the first node that is known; above it, its path is compared with what is known. So
 * neighbours cost about one hash each, not one a level. Not thread-safe.
 */
public final class ProvenTree {

    private static final byte NODE = 1;

    private final int size;
    /** All nodes level by level, the leaves first; null where nothing is known. */
    private final byte[][] nodes;

    /** Where a climb goes through: what it met becomes known when its end is true. */
    private final byte[][] met;

    private final int[] metAt;
    private int metCount;

    /** @param root sealed, of a tree with {@code size} leaves */
    public ProvenTree(byte[] root, int size) {
        this.size = size;
        int all = 1;
        int levels = 1;
        for (int count = size; count > 1; count = (count + 1) / 2) {
            all += count;
            levels++;
        }
        nodes = new byte[all][];
        nodes[all - 1] = root.clone();
        met = new byte[2 * levels][];
        metAt = new int[2 * levels];
    }

    /**
     * Whether a leaf belongs to the tree at this place, and this is its path.
     *
     * @throws IllegalArgumentException if index or path do not fit the size
     */
    public boolean has(byte[] leaf, int index, byte[] path) {
        MerkleTree.checkPath(index, size, path.length);
        metCount = 0;
        byte[] hash = leaf;
        int level = 0;
        int at = index;
        int used = 0;
        int count = size;
        while (nodes[level + at] == null) {
            meet(level + at, hash);
            if ((at ^ 1) < count) {
                meet(level + (at ^ 1), Arrays.copyOfRange(path, used, used + Sha256.LENGTH));
                hash = join(hash, path, used, (at & 1) == 1);
                used += Sha256.LENGTH;
            }
            level += count;
            at >>= 1;
            count = (count + 1) / 2;
        }
        if (!Arrays.equals(nodes[level + at], hash) || !isKnownAbove(level, at, count, path, used)) {
            return false;
        }
        for (int i = 0; i < metCount; i++) {
            nodes[metAt[i]] = met[i];
        }
        return true;
    }

    private void meet(int node, byte[] hash) {
        metAt[metCount] = node;
        met[metCount++] = hash;
    }

    private static byte[] join(byte[] hash, byte[] path, int from, boolean isRight) {
        Sha256 sha256 = Sha256.mine().add(NODE);
        if (isRight) {
            sha256.add(path, from, Sha256.LENGTH).add(hash, 0, Sha256.LENGTH);
        } else {
            sha256.add(hash, 0, Sha256.LENGTH).add(path, from, Sha256.LENGTH);
        }
        return sha256.finish();
    }

    /** Whoever led through a known node has led through all siblings above it. */
    private boolean isKnownAbove(int firstLevel, int firstAt, int firstCount, byte[] path, int from) {
        int level = firstLevel;
        int at = firstAt;
        int used = from;
        for (int count = firstCount; count > 1; count = (count + 1) / 2) {
            if ((at ^ 1) < count) {
                byte[] sibling = nodes[level + (at ^ 1)];
                if (sibling == null || !Arrays.equals(sibling, 0, Sha256.LENGTH, path, used, used + Sha256.LENGTH)) {
                    return false;
                }
                used += Sha256.LENGTH;
            }
            level += count;
            at >>= 1;
        }
        return true;
    }
}
