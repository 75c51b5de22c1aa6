package eu.ccngateway.gateway.session;

import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.refusal.RefusedException;
import eu.ccngateway.protocol.tls.MutualTls;
import eu.ccngateway.protocol.wire.Frame;
import eu.ccngateway.protocol.wire.Goodbye;
import eu.ccngateway.protocol.wire.WireFrame;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The listening end: binds, lets nodes in, and on the way down lets them finish. */
public final class GatewayServer implements AutoCloseable {

    private static final WriteBufferWaterMark WRITE_MARKS = new WriteBufferWaterMark(512 << 10, 2 << 20);

    private final EventLoopGroup acceptor =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("acceptor"), NioIoHandler.newFactory());
    private final EventLoopGroup eventLoops;
    private final SessionInitializer initializer;
    private final Desks desks;
    private Optional<Channel> listening = Optional.empty();

    GatewayServer(Supplier<MutualTls> tls, Desks desks, int eventLoops) {
        this.eventLoops = new MultiThreadIoEventLoopGroup(
                eventLoops, new DefaultThreadFactory("event-loop"), NioIoHandler.newFactory());
        this.desks = desks;
        this.initializer = new SessionInitializer(tls, desks);
    }

    /** Listens; returns where, since port 0 asks for any. */
    public InetSocketAddress listen(InetSocketAddress address) {
        Channel channel = new ServerBootstrap()
                .group(acceptor, eventLoops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_MARKS)
                .childOption(ChannelOption.MESSAGE_SIZE_ESTIMATOR, new FrameSizes())
                .childHandler(initializer)
                .bind(address)
                .syncUninterruptibly()
                .channel();
        listening = Optional.of(channel);
        return (InetSocketAddress) channel.localAddress();
    }

    public Sessions sessions() {
        return desks.sessions();
    }

    /** Ends sessions whose certificate or node is no longer good. */
    public void recheck() {
        desks.sessions()
                .endWhere(session -> desks.admission().problem(session.who().chain()));
    }

    /** Ends sessions whose certificate has run out. */
    public void endExpired() {
        desks.sessions()
                .endWhere(session -> desks.admission()
                        .problem(session.who().chain())
                        .filter(problem -> problem.code() == RefusalCode.CERTIFICATE_EXPIRED));
    }

    /** Lets nobody in, asks everybody to finish, and waits for them as long as {@code grace}. */
    public void drain(Duration grace) {
        desks.drain();
        listening.ifPresent(channel -> channel.close().syncUninterruptibly());
        for (Session session : sessions().list()) {
            session.send(WireFrame.of(Frame.newBuilder()
                    .setGoodbye(Goodbye.newBuilder()
                            .setReason("the gateway is going down")
                            .setGraceMs((int) grace.toMillis()))));
        }
        long endNanos = System.nanoTime() + grace.toNanos();
        while (!sessions().list().isEmpty() && System.nanoTime() < endNanos) {
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        sessions()
                .endWhere(session ->
                        Optional.of(new RefusedException(RefusalCode.DRAINING, "the gateway is going down")));
    }

    @Override
    public void close() {
        listening.ifPresent(channel -> channel.close().syncUninterruptibly());
        acceptor.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
        eventLoops.shutdownGracefully(100, 2_000, TimeUnit.MILLISECONDS).awaitUninterruptibly();
    }
}
