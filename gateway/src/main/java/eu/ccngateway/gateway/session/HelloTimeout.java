package eu.ccngateway.gateway.session;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes a connection that is open and says nothing: TLS and Hello must be done in time. */
final class HelloTimeout extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(HelloTimeout.class);

    private final long timeoutMs;
    private Optional<ScheduledFuture<?>> timeout = Optional.empty();

    HelloTimeout(long timeoutMs) {
        this.timeoutMs = timeoutMs;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        timeout = Optional.of(context.executor()
                .schedule(
                        () -> {
                            LOG.info(
                                    "connection from {} closed: no Hello within {} ms",
                                    context.channel().remoteAddress(),
                                    timeoutMs);
                            context.close();
                        },
                        timeoutMs,
                        TimeUnit.MILLISECONDS));
    }

    /** Hello came. */
    void heard(ChannelHandlerContext context) {
        context.pipeline().remove(this);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        timeout.ifPresent(waiting -> waiting.cancel(false));
    }
}
