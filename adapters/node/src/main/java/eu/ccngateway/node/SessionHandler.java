package eu.ccngateway.node;

import eu.ccngateway.protocol.refusal.RefusedException;
import eu.ccngateway.protocol.wire.Frame;
import eu.ccngateway.protocol.wire.Ping;
import eu.ccngateway.protocol.wire.Pong;
import eu.ccngateway.protocol.wire.Refused;
import eu.ccngateway.protocol.wire.Welcome;
import eu.ccngateway.protocol.wire.WireFrame;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.timeout.IdleState;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The node's end of one connection: every frame of the gateway goes through here to whom it concerns. Event loop only. */
final class SessionHandler extends SimpleChannelInboundHandler<WireFrame> {

    private static final Logger LOG = LoggerFactory.getLogger(SessionHandler.class);

    private final Endpoint endpoint;
    private final long epoch;
    private final Inbound inbound;
    private final Dial.Result result;
    private final Clock clock;
    private @Nullable Session session;
    private @Nullable NodeException cause;

    /** Where frames go that no request waits for. */
    interface Inbound {
        void chunk(Session session, WireFrame frame);

        void call(Session session, WireFrame frame);

        /** The channel takes more. */
        void writable();
    }

    SessionHandler(Endpoint endpoint, long epoch, Inbound inbound, Dial.Result result, Clock clock) {
        super(WireFrame.class);
        this.endpoint = endpoint;
        this.epoch = epoch;
        this.inbound = inbound;
        this.result = result;
        this.clock = clock;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WireFrame frame) {
        Session current = session;
        Frame head = frame.head();
        if (current == null) {
            hello(context, head);
            return;
        }
        switch (head.getBodyCase()) {
            case SEAL -> current.sealSeen(head.getSeal());
            case CHUNK -> inbound.chunk(current, frame);
            case CALL_IN -> inbound.call(current, frame);
            case PING ->
                context.writeAndFlush(WireFrame.of(Frame.newBuilder()
                        .setPong(Pong.newBuilder()
                                .setNonce(head.getPing().getNonce())
                                .setNowMs(clock.millis()))));
            case PONG -> {}
            case GOODBYE -> goodbye(current, context, head.getGoodbye().getGraceMs());
            case REFUSED -> refused(current, context, head.getRefused());
            case PUT_RESULTS -> current.answer(head.getPutResults().getRequest(), frame);
            case DELIVER -> current.answer(head.getDeliver().getRequest(), frame);
            case GET_EMPTY -> current.answer(head.getGetEmpty().getRequest(), frame);
            case SETTLED -> current.answer(head.getSettled().getRequest(), frame);
            case DEPTH_IS -> current.answer(head.getDepthIs().getRequest(), frame);
            case YOU_ARE -> current.answer(head.getYouAre().getRequest(), frame);
            case CALL_OUT -> current.answer(head.getCallOut().getRequest(), frame);
            case DONE -> current.answer(head.getDone().getRequest(), frame);
            default -> current.broken("unexpected " + head.getBodyCase());
        }
    }

    private void hello(ChannelHandlerContext context, Frame head) {
        switch (head.getBodyCase()) {
            case WELCOME -> welcome(context, head.getWelcome());
            case REFUSED -> end(context.channel(), new RefusedByGateway(head.getRefused()));
            case PING, PONG -> {}
            default ->
                end(
                        context.channel(),
                        new Disconnected(
                                endpoint + " answered Hello with " + head.getBodyCase() + " (expected: Welcome)",
                                false));
        }
    }

    private void welcome(ChannelHandlerContext context, Welcome welcome) {
        try {
            IdleStateHandler heart =
                    new IdleStateHandler(welcome.getSilenceMaxMs(), welcome.getHeartbeatMs(), 0, TimeUnit.MILLISECONDS);
            context.pipeline().addBefore(context.name(), "heart", heart);
            session = result.welcomed(context.channel(), endpoint, epoch, welcome);
        } catch (NodeException e) {
            end(context.channel(), e);
        }
    }

    private void refused(Session current, ChannelHandlerContext context, Refused refused) {
        RefusedByGateway refusal = new RefusedByGateway(refused);
        if (refused.getCall() != 0) {
            LOG.warn("The gateway refused an answer: {}", refusal.getMessage());
        } else if (refused.getRequest() == 0) {
            end(context.channel(), refusal);
        } else {
            current.refuse(refused.getRequest(), refusal);
        }
    }

    private void goodbye(Session current, ChannelHandlerContext context, int graceMs) {
        cause = new Disconnected("the gateway goes down in order", false);
        result.draining(current);
        context.executor().schedule(() -> context.close(), graceMs, TimeUnit.MILLISECONDS);
    }

    /** Ends the connection unless the gateway has welcomed the node by now. */
    void requireWelcome(Channel channel) {
        if (session == null && channel.isOpen()) {
            end(channel, new Disconnected(endpoint + " did not welcome this node in time", false));
        }
    }

    private void end(Channel channel, NodeException why) {
        if (cause == null) {
            cause = why;
        }
        channel.close();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof IdleStateEvent idle) {
            if (idle.state() == IdleState.READER_IDLE) {
                end(context.channel(), new Disconnected("nothing was heard from the gateway for too long", true));
            } else {
                context.writeAndFlush(WireFrame.of(Frame.newBuilder().setPing(Ping.newBuilder())));
            }
        }
        super.userEventTriggered(context, event);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable()) {
            inbound.writable();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        NodeException why =
                cause == null ? new Disconnected(endpoint + " closed the connection", session != null) : cause;
        result.ended(context.channel(), inbound, why);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        end(context.channel(), translated(failure));
    }

    private NodeException translated(Throwable failure) {
        if (failure instanceof NodeException known) {
            return known;
        }
        Throwable root = failure.getCause() == null ? failure : failure.getCause();
        if (root instanceof RefusedException malformed) {
            return new Disconnected("the gateway does not keep to the protocol: " + malformed, true);
        }
        if (root instanceof SSLException) {
            return session == null
                    ? new NodeException("TLS with " + endpoint + " failed: " + deepest(root), failure)
                    : new Disconnected("TLS with " + endpoint + " failed: " + deepest(root), true);
        }
        return new Disconnected("the connection to " + endpoint + " failed: " + deepest(root), session != null);
    }

    private static String deepest(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest.getMessage() == null ? deepest.toString() : deepest.getMessage();
    }
}
