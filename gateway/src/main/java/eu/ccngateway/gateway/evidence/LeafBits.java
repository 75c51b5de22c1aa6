package eu.ccngateway.gateway.evidence;

import eu.ccngateway.protocol.seal.Sha256;

/**
 * The first half of a leaf hash. Enough to tell two messages under one id apart: to find two with the same half, a sender
 * would have to try 2^64 of his own messages, and would only deceive himself.
 */
record LeafBits(long a, long b) {

    LeafBits(byte[] leaf) {
        this(checked(leaf), (long) IdBits.LONGS.get(leaf, 8));
    }

    private static long checked(byte[] leaf) {
        if (leaf.length != Sha256.LENGTH) {
            throw new IllegalArgumentException("leaf: " + leaf.length + " bytes (expected: " + Sha256.LENGTH + ")");
        }
        return (long) IdBits.LONGS.get(leaf, 0);
    }
}
