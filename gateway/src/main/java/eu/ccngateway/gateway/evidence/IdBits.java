package eu.ccngateway.gateway.evidence;

import eu.ccngateway.protocol.message.MessageId;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A MsgId as three numbers: a key without an array. */
record IdBits(long a, long b, long c) {

    /** Reads and writes longs in byte arrays. */
    static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    IdBits(byte[] id) {
        this(checked(id), (long) LONGS.get(id, 8), (long) LONGS.get(id, 16));
    }

    private static long checked(byte[] id) {
        if (id.length != MessageId.LENGTH) {
            throw new IllegalArgumentException(
                    "message id: " + id.length + " bytes (expected: " + MessageId.LENGTH + ")");
        }
        return (long) LONGS.get(id, 0);
    }

    /** Where to look first in a table; senders choose ids, so it depends on a seed they do not know. */
    int spread(long seed) {
        long h = mix(a ^ seed);
        h = mix(h + b);
        h = mix(h + c);
        return (int) (h ^ h >>> 32);
    }

    private static long mix(long value) {
        long h = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        h = (h ^ h >>> 27) * 0x94d049bb133111ebL;
        return h ^ h >>> 31;
    }
}
