package eu.ccngateway.gateway.session;

import com.google.protobuf.ByteString;
import eu.ccngateway.gateway.delivery.Recipient;
import eu.ccngateway.gateway.observe.ExchangeObserver;
import eu.ccngateway.protocol.message.NodeId;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import eu.ccngateway.protocol.seal.Sha256;
import eu.ccngateway.protocol.wire.Frame;
import eu.ccngateway.protocol.wire.Refused;
import eu.ccngateway.protocol.wire.Seal;
import eu.ccngateway.protocol.wire.WireFrame;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node, connected and admitted. Its identity comes from its certificate. */
public final class Session implements Recipient {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    static final RefusedException INTERNAL =
            new RefusedException(RefusalCode.INTERNAL, "internal fault; the gateway's log says more");

    private static final long FAREWELL_MAX_MS = 5_000;
    private static final int CMS_MAX = 32 * 1024;

    private final String id;
    private final Who who;
    private final Channel channel;
    private final Terms terms;
    private final Executor inOrder;
    private final long openedAtMs;
    private final AtomicBoolean isEnding = new AtomicBoolean();
    private final AtomicInteger unansweredMessages = new AtomicInteger();
    private final AtomicLong unansweredBytes = new AtomicLong();
    private volatile long lastHeardMs;
    private volatile boolean isPaused;

    /** Confined to the event loop. */
    private final Map<ByteString, Seal> seals = new LinkedHashMap<>();

    /**
     * Who is at the other end.
     *
     * @param instance its program, as it says
     * @param epoch which connection of the program this is
     */
    public record Who(NodeId node, List<X509Certificate> chain, ByteString instance, long epoch, String agent) {}

    /** What it goes by. */
    record Terms(SessionLimits limits, ExchangeObserver observer) {}

    /** @param inOrder runs what this session put, one after the other, off the event loop */
    Session(String id, Who who, Channel channel, Terms terms, Executor inOrder, long openedAtMs) {
        this.id = id;
        this.who = who;
        this.channel = channel;
        this.terms = terms;
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
        return channel.isWritable() && !isEnding();
    }

    @Override
    public void send(WireFrame frame) {
        channel.writeAndFlush(frame, channel.voidPromise());
    }

    /** Tells the node why, and closes. Once. */
    @Override
    public void disconnect(RefusedException reason) {
        if (isEnding.compareAndSet(false, true)) {
            // As text: the last argument, were it a throwable, would be logged with a stack instead.
            LOG.info("session {} of {} at {} ends: {}", id, who.node(), remote(), reason.toString());
            terms.observer.sessionRefused(who.node(), reason.code());
            farewell(channel, reason);
        }
    }

    /** Says why, and closes: once that is written, but soon, since a peer that does not read must not stay for it. */
    static void farewell(Channel channel, RefusedException reason) {
        channel.writeAndFlush(refusal(0, reason)).addListener(ChannelFutureListener.CLOSE);
        channel.eventLoop().schedule(() -> cutOff(channel), FAREWELL_MAX_MS, TimeUnit.MILLISECONDS);
    }

    /** Closes without the farewell of TLS, which would wait for what cannot be written. */
    private static void cutOff(Channel channel) {
        ChannelHandlerContext tls = channel.pipeline().context(SslHandler.class);
        if (tls != null) {
            tls.close();
        }
    }

    boolean isEnding() {
        return isEnding.get();
    }

    /** A seal came; the oldest one beyond the limit is forgotten. */
    void remember(Seal seal) {
        if (seal.getId().size() != Sha256.LENGTH) {
            return; // Nothing can be put under it: its id is not the hash of anything.
        }
        seals.remove(seal.getId());
        // What is larger than any seal is refused when it is used, and not kept until then.
        boolean isKept = seal.getCms().size() <= CMS_MAX;
        seals.put(seal.getId(), isKept ? seal : seal.toBuilder().clearCms().build());
        if (seals.size() > terms.limits.sealsKept()) {
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
                    "seal: not sent on this connection, or more than " + terms.limits.sealsKept()
                            + " seals ago (expected: Seal or PutBatch first)");
        }
        return seal;
    }

    /** Counts what was received and is not answered; a connection with too much of it is not read for a while. */
    void began(long bytes) {
        if (unansweredBytes.addAndGet(bytes) > SessionLimits.UNANSWERED_BYTES_MAX && !isPaused) {
            if (channel.eventLoop().inEventLoop()) {
                readOrNot();
            } else {
                channel.eventLoop().execute(this::readOrNot);
            }
        }
    }

    void answered(long bytes) {
        if (unansweredBytes.addAndGet(-bytes) <= SessionLimits.UNANSWERED_BYTES_MAX / 2 && isPaused) {
            channel.eventLoop().execute(this::readOrNot);
        }
    }

    /**
     * Reads on, or not: not while there is too much unanswered, and not while the node does not read our answers. On the
     * event loop.
     */
    void readOrNot() {
        setPaused(unansweredBytes.get() > SessionLimits.UNANSWERED_BYTES_MAX || !channel.isWritable());
        // What was answered before the pause was seen could not end it.
        if (isPaused && mayReadOn()) {
            setPaused(false);
        }
    }

    private boolean mayReadOn() {
        return unansweredBytes.get() <= SessionLimits.UNANSWERED_BYTES_MAX / 2 && channel.isWritable();
    }

    private void setPaused(boolean paused) {
        if (isPaused != paused) {
            isPaused = paused;
            channel.config().setAutoRead(!paused);
        }
    }

    /** Takes places for messages in flight; false when there are too many. */
    boolean take(int messages) {
        if (unansweredMessages.addAndGet(messages) <= terms.limits.inFlightMax()) {
            return true;
        }
        unansweredMessages.addAndGet(-messages);
        return false;
    }

    /** Messages put and not answered yet. */
    public int inFlight() {
        return unansweredMessages.get();
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
