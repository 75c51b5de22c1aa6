package eu.ccngateway.node;

import com.google.protobuf.ByteString;
import eu.ccngateway.protocol.seal.Statement;
import eu.ccngateway.protocol.wire.Frame;
import eu.ccngateway.protocol.wire.Seal;
import eu.ccngateway.protocol.wire.Welcome;
import eu.ccngateway.protocol.wire.WireFrame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.util.collection.LongObjectHashMap;
import io.netty.util.collection.LongObjectMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** One connection from its Welcome to its end: numbers requests, finds who waits for an answer, knows the seals. Event loop only. */
final class Session {

    private final Channel channel;
    private final Welcome welcome;
    private final long epoch;
    private final Statement statement;
    private final LongObjectMap<Replies> waiting = new LongObjectHashMap<>();
    private final Map<ByteString, Boolean> sealsSent;
    private final Map<ByteString, Seal> sealsSeen;
    private long lastRequest;
    private boolean isFlushDue;
    private boolean isDraining;

    Session(Channel channel, Welcome welcome, long epoch) {
        this.channel = channel;
        this.welcome = welcome;
        this.epoch = epoch;
        statement = new Statement(welcome.getNetwork(), welcome.getEnvironment());
        sealsSent = firstInFirstOut(welcome.getSealsKept());
        sealsSeen = firstInFirstOut(welcome.getSealsKept());
    }

    private static <V> Map<ByteString, V> firstInFirstOut(int max) {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<ByteString, V> eldest) {
                return size() > max;
            }
        };
    }

    Channel channel() {
        return channel;
    }

    Welcome welcome() {
        return welcome;
    }

    /** Tells sessions of this node apart; grows. */
    long epoch() {
        return epoch;
    }

    /** How statements are written on this network. */
    Statement statement() {
        return statement;
    }

    boolean isDraining() {
        return isDraining;
    }

    void draining() {
        isDraining = true;
    }

    /** Sends a request and remembers who waits for the answer. */
    long request(Replies replies, LongFunction<Frame.Builder> frame) {
        return request(replies, frame, Unpooled.EMPTY_BUFFER);
    }

    /** As {@link #request(Replies, LongFunction)}, with a tail, which is given away. */
    long request(Replies replies, LongFunction<Frame.Builder> frame, ByteBuf tail) {
        long number = ++lastRequest;
        waiting.put(number, replies);
        send(frame.apply(number), tail);
        return number;
    }

    void send(Frame.Builder frame, ByteBuf tail) {
        channel.write(WireFrame.of(frame, tail), channel.voidPromise());
        flushSoon();
    }

    /** What one run of the event loop writes leaves together. */
    private void flushSoon() {
        if (!isFlushDue) {
            isFlushDue = true;
            channel.eventLoop().execute(() -> {
                isFlushDue = false;
                channel.flush();
            });
        }
    }

    void forget(long request) {
        waiting.remove(request);
    }

    /** Hands an answer to who waits for it. */
    void answer(long request, WireFrame frame) {
        Replies replies = waiting.get(request);
        // An answer nobody waits for any more is not an error: the caller may have given up.
        if (replies != null && replies.answered(this, frame)) {
            waiting.remove(request);
        }
    }

    void refuse(long request, RefusedByGateway refusal) {
        Replies replies = waiting.remove(request);
        if (replies != null) {
            replies.refused(refusal);
        }
    }

    @Nullable
    Replies waiting(long request) {
        return waiting.get(request);
    }

    /** The gateway knows this seal from now on, as it goes out within another frame. */
    void sealSent(Seal seal) {
        sealsSent.remove(seal.getId());
        sealsSent.put(seal.getId(), true);
    }

    /** Sends a seal unless the gateway still knows it. */
    void ensureSeal(Seal seal) {
        if (!sealsSent.containsKey(seal.getId())) {
            sealSent(seal);
            send(Frame.newBuilder().setSeal(seal), Unpooled.EMPTY_BUFFER);
        }
    }

    /** The gateway says it does not know this seal. */
    void sealForgotten(ByteString id) {
        sealsSent.remove(id);
    }

    void sealSeen(Seal seal) {
        sealsSeen.remove(seal.getId());
        sealsSeen.put(seal.getId(), seal);
    }

    @Nullable
    Seal seal(ByteString id) {
        return sealsSeen.get(id);
    }

    /** The gateway does not keep to the protocol: nothing it says can be relied on. */
    void broken(String what) {
        channel.pipeline()
                .fireExceptionCaught(new Disconnected("the gateway does not keep to the protocol: " + what, true));
    }
}
