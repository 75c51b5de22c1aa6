package eu.ccngateway.launcher.assembly;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whoever started this process and wants to know how it stands: systemd, by its notify protocol, or nobody. */
final class Supervisor {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final long WITHIN_MS = 2_000;

    private final Optional<String> socket;

    /** @param socket what NOTIFY_SOCKET says; empty where nobody waits */
    Supervisor(Optional<String> socket) {
        this.socket = socket.filter(path -> path.startsWith("/"));
    }

    void ready(String status) {
        tell("READY=1\nSTATUS=" + status);
    }

    void stopping() {
        tell("STOPPING=1\nSTATUS=draining");
    }

    /** A service works also when nobody hears that it does, so a failure is only logged. */
    private void tell(String state) {
        if (socket.isEmpty()) {
            return;
        }
        if (!Epoll.isAvailable()) {
            LOG.warn("systemd cannot be told '{}': no native sockets here; use Type=exec in the unit", state);
            return;
        }
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        try {
            Channel channel = new Bootstrap()
                    .group(loop)
                    .channel(EpollDomainDatagramChannel.class)
                    .handler(new ChannelHandlerAdapter() {})
                    .connect(new DomainSocketAddress(socket.get()))
                    .syncUninterruptibly()
                    .channel();
            ChannelFuture sent = channel.writeAndFlush(Unpooled.copiedBuffer(state, StandardCharsets.UTF_8));
            if (!sent.awaitUninterruptibly(WITHIN_MS) || !sent.isSuccess()) {
                LOG.warn("systemd was not told '{}': {}", state, String.valueOf(sent.cause()));
            }
        } catch (Exception e) {
            LOG.warn("systemd was not told '{}': {}", state, e.toString());
        } finally {
            loop.shutdownGracefully(0, WITHIN_MS, TimeUnit.MILLISECONDS).awaitUninterruptibly();
        }
    }
}
