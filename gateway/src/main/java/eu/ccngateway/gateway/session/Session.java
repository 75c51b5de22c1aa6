package eu.ccngateway.gateway.session;

import com.google.protobuf.ByteString;
import eu.ccngateway.gateway.delivery.Recipient;
import eu.ccngateway.protocol.message.NodeId;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import eu.ccngateway.protocol.wire.Frame;
import eu.ccngateway.protocol.wire.Refused;
import eu.ccngateway.protocol.wire.Seal;
import eu.ccngateway.protocol.wire.WireFrame;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node, connected and admitted. Its identity comes from its certificate. */
public final class Session implements Recipient {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final String id;
    private final Who who;
    private final Channel channel;
    private final SessionLimits limits;
    private final Executor inOrder;
    private final long openedAtMs;
    private final AtomicBoolean isEnding = new AtomicBoolean();
    private final AtomicInteger unansweredMessages = new AtomicInteger();
    private final AtomicLong unansweredBytes = new AtomicLong();
    private volatile long lastHeardMs;

    /** Confined to the event loop. */
    private final Map<ByteString, Seal> seals = new LinkedHashMap<>();

    /**
     * Who is at the other end.
     *
     * @param instance its program, as it says
     * @param epoch which connection of the program this is
     */
    public record Who(NodeId node, List<X509Certificate> chain, ByteString instance, long epoch, String agent) {}

    /** @param inOrder runs what this session put, one after the other, off the event loop */
    Session(String id, Who who, Channel channel, SessionLimits limits, Executor inOrder, long openedAtMs) {
        this.id = id;
        this.who = who;
        this.channel = channel;
        this.limits = limits;
        this.inOrder = inOrder;
        this.openedAtMs = openedAtMs;
        this.lastHeardMs = openedAtMs;
    }

    public String id() {
        return id;
    }

    public Who who() {
        return who;
    }

    @Override
    public NodeId node() {
        return who.node();
    }

    public long openedAtMs() {
        return openedAtMs;
    }

    public long lastHeardMs() {
        return lastHeardMs;
    }

    void heard(long nowMs) {
        lastHeardMs = nowMs;
    }

    /** Where it connects from. */
    public String remote() {
        return String.valueOf(channel.remoteAddress());
    }

    void inOrder(Runnable task) {
        inOrder.execute(task);
    }

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }

    @Override
    public void send(WireFrame frame) {
        channel.writeAndFlush(frame, channel.voidPromise());
    }

    /** Tells the node why, and closes. Once. */
    @Override
    public void disconnect(RefusedException reason) {
        if (isEnding.compareAndSet(false, true)) {
            LOG.info("session {} of {} at {} ends: {}", id, who.node(), remote(), reason);
            channel.writeAndFlush(refusal(0, reason)).addListener(ChannelFutureListener.CLOSE);
        }
    }

    boolean isEnding() {
        return isEnding.get();
    }

    /** A seal came; the oldest one beyond the limit is forgotten. */
    void remember(Seal seal) {
        seals.remove(seal.getId());
        seals.put(seal.getId(), seal);
        if (seals.size() > limits.sealsKept()) {
            var oldest = seals.entrySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    Seal seal(ByteString sealId) {
        Seal seal = seals.get(sealId);
        if (seal == null) {
            throw new RefusedException(
                    RefusalCode.SEAL_UNKNOWN,
                    "seal: not sent on this connection, or more than " + limits.sealsKept()
                            + " seals ago (expected: Seal or PutBatch first)");
        }
        return seal;
    }

    /** Counts what was received and is not answered; a connection with too much of it is not read for a while. */
    void began(long bytes) {
        if (unansweredBytes.addAndGet(bytes) > SessionLimits.UNANSWERED_BYTES_MAX) {
            channel.config().setAutoRead(false);
        }
    }

    void answered(long bytes) {
        long left = unansweredBytes.addAndGet(-bytes);
        if (left < SessionLimits.UNANSWERED_BYTES_MAX / 2 && !channel.config().isAutoRead()) {
            channel.config().setAutoRead(true);
        }
    }

    /** Takes places for messages in flight; false when there are too many. */
    boolean take(int messages) {
        if (unansweredMessages.addAndGet(messages) <= limits.inFlightMax()) {
            return true;
        }
        unansweredMessages.addAndGet(-messages);
        return false;
    }

    void giveBack(int messages) {
        unansweredMessages.addAndGet(-messages);
    }

    static WireFrame refusal(long request, RefusedException refusal) {
        return WireFrame.of(Frame.newBuilder()
                .setRefused(Refused.newBuilder()
                        .setRequest(request)
                        .setCode(refusal.code().number())
                        .setReason(refusal.reason())));
    }

    @Override
    public String toString() {
        return "session " + id + " of " + who.node();
    }
}
