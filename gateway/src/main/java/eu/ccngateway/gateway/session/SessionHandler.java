package eu.ccngateway.gateway.session;

import eu.ccngateway.gateway.delivery.Receiver;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import eu.ccngateway.protocol.tls.MutualTls;
import eu.ccngateway.protocol.wire.Frame;
import eu.ccngateway.protocol.wire.FrameDecoder;
import eu.ccngateway.protocol.wire.Hello;
import eu.ccngateway.protocol.wire.Ping;
import eu.ccngateway.protocol.wire.Pong;
import eu.ccngateway.protocol.wire.Refused;
import eu.ccngateway.protocol.wire.WireFrame;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleState;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: frames in, to the desk that knows them; replies out. The first frame must be Hello. Every request that
 * fails gets its refusal; only a peer that breaks the framing, or is not admitted, loses the connection.
 */
final class SessionHandler extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(SessionHandler.class);

    private static final int TEXT_MAX = 200;

    /** What a request that is small itself counts for while it is not done. */
    private static final int TAKING_BYTES = 1024;

    private static final int RIGHTS_BYTES = 16 * 1024;

    /** Looks at a node that does not read, in the time it is borne. */
    private static final int LOOKS = 4;

    private final Desks desks;
    private Optional<Open> open = Optional.empty();
    private boolean isTurnedAway;
    private boolean isEndSaid;
    private Optional<ScheduledFuture<?>> patience = Optional.empty();

    /** What an admitted connection has. */
    private record Open(Session session, Receiver receiver, LargePuts largePuts) {}

    SessionHandler(Desks desks) {
        this.desks = desks;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        WireFrame frame = (WireFrame) message;
        if (open.isEmpty()) {
            try {
                if (!isTurnedAway) {
                    first(context, frame.head());
                }
            } catch (RefusedException e) {
                turnAway(context, e);
            } finally {
                frame.release();
            }
            return;
        }
        Open now = open.get();
        if (now.session.isEnding()) {
            frame.release();
            return;
        }
        now.session.heard(desks.clock().millis());
        if (Requests.isUnnumbered(frame.head())) {
            frame.release();
            now.session.disconnect(new RefusedException(
                    RefusalCode.REQUEST_INVALID,
                    "request: 0 in " + frame.head().getBodyCase() + " (expected: a number from 1)"));
            return;
        }
        switch (frame.head().getBodyCase()) {
            case PUT_BATCH -> desks.puts().putBatch(now.session, frame);
            case PUT_ONE -> desks.puts().putOne(now.session, frame);
            case PUT_LARGE -> now.largePuts.begin(frame);
            case CHUNK -> now.largePuts.chunk(frame);
            case CALL -> call(now, frame);
            case ANSWER -> answer(now, frame);
            default -> {
                try {
                    small(now, frame.head());
                } catch (RefusedException e) {
                    now.session.send(Session.refusal(Requests.number(frame.head()), e));
                } finally {
                    frame.release();
                }
            }
        }
    }

    private void first(ChannelHandlerContext context, Frame head) {
        if (!head.hasHello()) {
            throw new RefusedException(
                    RefusalCode.HELLO_EXPECTED, "first frame: " + head.getBodyCase() + " (expected: HELLO)");
        }
        Hello hello = head.getHello();
        SslHandler tls = context.pipeline().get(SslHandler.class);
        Session.Who who = desks.admission().admit(hello, MutualTls.peer(tls.engine()));
        Session session = desks.enter(who, context.channel());
        Receiver receiver = desks.delivery().open(session);
        open = Optional.of(new Open(session, receiver, desks.largePuts(session)));
        context.pipeline().get(HelloTimeout.class).heard(context);
        context.pipeline().get(FrameDecoder.class).allow(desks.limits().frameMax());
        session.send(WireFrame.of(Frame.newBuilder().setWelcome(desks.welcome(session))));
        LOG.info(
                "session {} of {} from {} ({}), epoch {}",
                session.id(),
                who.node(),
                session.remote(),
                who.agent(),
                who.epoch());
    }

    private void small(Open now, Frame head) {
        Session session = now.session;
        switch (head.getBodyCase()) {
            case SEAL -> session.remember(head.getSeal());
            case WHO_AM_I -> whoAmI(session, head.getWhoAmI().getRequest());
            case SERVE -> desks.calls().serve(session, head.getServe());
            case PING ->
                session.send(WireFrame.of(Frame.newBuilder()
                        .setPong(Pong.newBuilder()
                                .setNonce(head.getPing().getNonce())
                                .setNowMs(desks.clock().millis()))));
            case PONG -> clockHeard(session, head.getPong());
            case GOODBYE -> {}
            case HELLO ->
                session.disconnect(
                        new RefusedException(RefusalCode.HELLO_EXPECTED, "Hello came twice (expected: once)"));
            case SUBSCRIBE, CREDIT, UNSUBSCRIBE, GET, SETTLE, DEPTH -> taking(now, head);
            default ->
                session.disconnect(new RefusedException(
                        RefusalCode.MALFORMED_FRAME,
                        "frame: " + head.getBodyCase() + " (expected: a frame that nodes send)"));
        }
    }

    /** The nonce of our Ping is when it left; one that cannot be that is none of ours. Some nodes leave their clock out. */
    private void clockHeard(Session session, Pong pong) {
        long roundTripMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - pong.getNonce());
        if (pong.getNowMs() != 0
                && roundTripMs >= 0
                && roundTripMs <= desks.limits().silenceMaxMs()) {
            long aheadMs = pong.getNowMs() + roundTripMs / 2 - desks.clock().millis();
            desks.observer().clockHeard(session.node(), aheadMs);
        }
    }

    /** All nodes share the delivery thread, so what one asks of it is counted until it is done. */
    private void taking(Open now, Frame head) {
        Session session = now.session;
        switch (head.getBodyCase()) {
            case SUBSCRIBE -> desks.takes().subscribe(session, now.receiver, head.getSubscribe());
            case CREDIT ->
                desks.delivery()
                        .credit(
                                now.receiver,
                                head.getCredit().getSubscription(),
                                head.getCredit().getCredit());
            case UNSUBSCRIBE ->
                desks.delivery()
                        .unsubscribe(
                                now.receiver,
                                head.getUnsubscribe().getRequest(),
                                head.getUnsubscribe().getSubscription());
            case GET -> desks.takes().get(session, now.receiver, head.getGet());
            case SETTLE -> desks.delivery().settle(now.receiver, head.getSettle());
            default ->
                desks.takes()
                        .depth(
                                session,
                                head.getDepth().getRequest(),
                                head.getDepth().getQueue());
        }
        long bytes = (long) TAKING_BYTES + head.getSerializedSize();
        session.began(bytes);
        desks.delivery().afterwards(() -> session.answered(bytes));
    }

    private void whoAmI(Session session, long request) {
        session.began(RIGHTS_BYTES);
        session.inOrder(() -> {
            desks.takes().whoAmI(session, request);
            session.answered(RIGHTS_BYTES);
        });
    }

    private void call(Open now, WireFrame frame) {
        inOrder(now.session, frame, () -> {
            try {
                desks.calls().call(now.session, frame);
            } catch (RefusedException e) {
                now.session.send(Session.refusal(frame.head().getCall().getRequest(), e));
            }
        });
    }

    private void answer(Open now, WireFrame frame) {
        inOrder(now.session, frame, () -> {
            try {
                desks.calls().answer(now.session, frame);
            } catch (RefusedException e) {
                now.session.send(WireFrame.of(Frame.newBuilder()
                        .setRefused(Refused.newBuilder()
                                .setCall(frame.head().getAnswer().getCall())
                                .setCode(e.code().number())
                                .setReason(e.reason()))));
            }
        });
    }

    private static void inOrder(Session session, WireFrame frame, Runnable task) {
        long bytes = frame.tail().readableBytes() + (long) frame.head().getSerializedSize();
        session.began(bytes);
        session.inOrder(() -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("{} of {} failed at something it should not fail at", frame, session.node(), e);
                session.disconnect(Session.INTERNAL);
            } finally {
                frame.release();
                session.answered(bytes);
            }
        });
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent idle && idle.state() == IdleState.WRITER_IDLE && open.isPresent()) {
            context.writeAndFlush(
                    WireFrame.of(Frame.newBuilder().setPing(Ping.newBuilder().setNonce(System.nanoTime()))));
        } else if (event instanceof IdleStateEvent idle
                && idle.state() == IdleState.READER_IDLE
                && context.channel().config().isAutoRead()) {
            // Not while this side does not read: then the silence is ours.
            turnAway(
                    context,
                    new RefusedException(
                            RefusalCode.SILENT,
                            "nothing heard for " + desks.limits().silenceMaxMs() + " ms (expected: a frame every "
                                    + desks.limits().heartbeatMs() + " ms)"));
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        open.ifPresent(now -> {
            now.session.readOrNot();
            patience.ifPresent(waiting -> waiting.cancel(false));
            if (context.channel().isWritable()) {
                patience = Optional.empty();
                desks.delivery().writable(now.receiver);
            } else {
                bear(context, now.session, context.channel().bytesBeforeWritable(), LOOKS);
            }
        });
    }

    /**
     * Bears with a node that does not read, as long as it takes at least something in the time a silent one is borne.
     *
     * @param waiting bytes above the mark when last looked at
     * @param looks how often nothing may have changed from now on
     */
    private void bear(ChannelHandlerContext context, Session session, long waiting, int looks) {
        Runnable look = () -> {
            long now = context.channel().bytesBeforeWritable();
            if (now > 0 && now < waiting) {
                bear(context, session, now, LOOKS);
            } else if (now > 0 && looks > 1) {
                bear(context, session, waiting, looks - 1);
            } else if (now > 0) {
                session.disconnect(new RefusedException(
                        RefusalCode.TOO_SLOW,
                        "nothing was read for " + desks.limits().silenceMaxMs() + " ms, " + now
                                + " bytes wait (expected: a node that reads what it asked for)"));
            }
        };
        patience = Optional.of(
                context.executor().schedule(look, desks.limits().silenceMaxMs() / LOOKS, TimeUnit.MILLISECONDS));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        patience.ifPresent(waiting -> waiting.cancel(false));
        open.ifPresent(now -> {
            desks.leave(now.session);
            desks.calls().close(now.session);
            desks.delivery().close(now.receiver);
            now.largePuts.close();
            LOG.info("session {} of {} is over", now.session.id(), now.session.node());
            isEndSaid = true;
        });
        open = Optional.empty();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Throwable root = cause instanceof DecoderException && cause.getCause() != null ? cause.getCause() : cause;
        if (root instanceof RefusedException refused) {
            turnAway(context, refused);
        } else if (root instanceof SSLException || root instanceof IOException) {
            if (root instanceof SSLException && open.isEmpty()) {
                desks.observer().handshakeFailed();
            }
            sayOnce(context, text(root));
            context.close();
        } else {
            LOG.error("connection from {} met a fault", context.channel().remoteAddress(), cause);
            turnAway(context, Session.INTERNAL);
        }
    }

    /** Every write that is still on its way fails when a connection ends; what is said before or first is enough. */
    private void sayOnce(ChannelHandlerContext context, String end) {
        boolean isSaid = isEndSaid
                || isTurnedAway
                || open.map(now -> now.session.isEnding()).orElse(false);
        if (!isSaid) {
            LOG.info("connection from {} ends: {}", context.channel().remoteAddress(), end);
        }
        isEndSaid = true;
    }

    /** For the log: short, and without the bytes that a stranger sent. */
    private static String text(Throwable cause) {
        String name = cause.getClass().getSimpleName();
        if (cause instanceof NotSslRecordException) {
            return name + " (expected: TLS)";
        }
        String message = String.valueOf(cause.getMessage());
        return name + ": " + (message.length() <= TEXT_MAX ? message : message.substring(0, TEXT_MAX) + "...");
    }

    /** Says why, and closes. */
    private void turnAway(ChannelHandlerContext context, RefusedException reason) {
        if (open.isPresent()) {
            open.get().session.disconnect(reason);
        } else if (!isTurnedAway) {
            isTurnedAway = true;
            desks.observer().connectionRefused(reason.code());
            LOG.info("connection from {} refused: {}", context.channel().remoteAddress(), reason.toString());
            Session.farewell(context.channel(), reason);
        }
    }
}
