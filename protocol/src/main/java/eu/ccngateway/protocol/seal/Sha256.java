package eu.ccngateway.protocol.seal;

import io.netty.buffer.ByteBuf;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;

/**
 * SHA-256 by the JDK's own provider, whose intrinsic is several times faster than BouncyCastle's code. Not for use by
 * several threads at once: each thread has its {@link #mine()}.
 */
public final class Sha256 {

    public static final int LENGTH = 32;

    private static final ThreadLocal<Sha256> MINE = ThreadLocal.withInitial(Sha256::new);

    private final MessageDigest digest;

    private Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256", "SUN");
        } catch (NoSuchAlgorithmException | NoSuchProviderException e) {
            throw new IllegalStateException("this JDK has no SHA-256 of the provider SUN", e);
        }
    }

    /** The calling thread's own. */
    public static Sha256 mine() {
        return MINE.get();
    }

    public static byte[] of(byte[] bytes) {
        return mine().add(bytes, 0, bytes.length).finish();
    }

    public static byte[] of(ByteBuf bytes) {
        return mine().add(bytes).finish();
    }

    public Sha256 add(byte first) {
        digest.update(first);
        return this;
    }

    public Sha256 add(byte[] bytes, int offset, int length) {
        digest.update(bytes, offset, length);
        return this;
    }

    /** The readable bytes; the buffer's indices stay. */
    public Sha256 add(ByteBuf bytes) {
        if (bytes.hasArray()) {
            digest.update(bytes.array(), bytes.arrayOffset() + bytes.readerIndex(), bytes.readableBytes());
        } else if (bytes.nioBufferCount() == 1) {
            digest.update(bytes.nioBuffer());
        } else {
            for (var part : bytes.nioBuffers()) {
                digest.update(part);
            }
        }
        return this;
    }

    public byte[] finish() {
        return digest.digest();
    }

    /** Writes the 32 bytes into {@code out}. */
    public void finish(byte[] out, int offset) {
        try {
            digest.digest(out, offset, LENGTH);
        } catch (DigestException e) {
            throw new IllegalArgumentException("no room for " + LENGTH + " bytes at " + offset, e);
        }
    }
}
