package eu.ccngateway.monitoring.admin;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the operator's port from its making until it is closed. Everything about a request is bounded. */
public final class AdminServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);

    private static final int CONNECTIONS_MAX = 64;
    private static final int REQUEST_BYTES_MAX = 64 << 10;
    private static final int LINE_MAX = 4_096;
    private static final int HEADERS_MAX = 16 << 10;
    private static final int CHUNK_MAX = 8_192;
    private static final int IDLE_SECONDS_MAX = 30;
    private static final int THREADS = 2;
    private static final int WAITING_MAX = 32;

    private final EventLoopGroup loop;
    private final ThreadPoolExecutor workers;
    private final Channel channel;

    private AdminServer(EventLoopGroup loop, ThreadPoolExecutor workers, Channel channel) {
        this.loop = loop;
        this.workers = workers;
        this.channel = channel;
    }

    /** @param metrics the text that {@code /metrics} shows */
    public static AdminServer start(
            AdminPort port, OperatedGateway gateway, AvailabilityDesk availability, Supplier<String> metrics)
            throws IOException {
        Pulse pulse = new Pulse(gateway::figures);
        AdminApi api = new AdminApi(gateway, availability, metrics, pulse);
        Door door = new Door(port);
        ThreadPoolExecutor workers = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING_MAX),
                new DefaultThreadFactory("admin", true));
        workers.allowCoreThreadTimeOut(true);
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("admin-io", true), NioIoHandler.newFactory());
        AtomicInteger connections = new AtomicInteger();
        ChannelFuture bound = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel connection) {
                        connection.closeFuture().addListener(closed -> connections.decrementAndGet());
                        if (connections.incrementAndGet() > CONNECTIONS_MAX) {
                            connection.close();
                            return;
                        }
                        connection
                                .pipeline()
                                .addLast(new ReadTimeoutHandler(IDLE_SECONDS_MAX))
                                .addLast(new HttpServerCodec(LINE_MAX, HEADERS_MAX, CHUNK_MAX))
                                .addLast(new HttpObjectAggregator(REQUEST_BYTES_MAX, true))
                                .addLast(new FlowControlHandler())
                                .addLast(new AdminHandler(api, door, workers));
                    }
                })
                .bind(port.host(), port.port())
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            workers.shutdownNow();
            throw new IOException("admin port " + port.host() + ":" + port.port() + " cannot be opened: "
                    + bound.cause().getMessage() + "; choose another, or stop who has it");
        }
        loop.scheduleAtFixedRate(() -> beat(workers, pulse), 0, Pulse.EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return new AdminServer(loop, workers, bound.channel());
    }

    /** A beat that finds everybody busy is left out. */
    private static void beat(Executor workers, Pulse pulse) {
        try {
            workers.execute(() -> pulse.beat(Instant.now()));
        } catch (RejectedExecutionException e) {
            LOG.debug("no time for a beat of the pulse", e);
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
        workers.shutdown();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
