package eu.ccngateway.protocol.tls;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * TLS over a real loopback connection. The server answers a finished handshake with one byte, as with TLS 1.3 the client
 * learns only then whether its certificate was taken.
 */
final class Handshake implements AutoCloseable {

    /** How one end fared: the certificates and protocol it saw, or why it failed. */
    record Seen(List<X509Certificate> peer, String protocol, String suite) {}

    private static final long DEADLINE_SECONDS = 60;

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel listener;
    private volatile CompletableFuture<Seen> server = new CompletableFuture<>();

    Handshake(SslContext serverContext) throws InterruptedException {
        listener = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(serverContext.newHandler(channel.alloc()))
                                .addLast(new End(server, true));
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
    }

    int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** Connects; completes when the server's byte came, or with the failure. */
    CompletableFuture<Seen> connect(SslContext clientContext) throws InterruptedException {
        server = new CompletableFuture<>();
        CompletableFuture<Seen> client = new CompletableFuture<>();
        new Bootstrap()
                .group(group)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(clientContext.newHandler(channel.alloc(), "localhost", port()))
                                .addLast(new End(client, false));
                    }
                })
                .connect(listener.localAddress())
                .sync();
        return client.orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    /** How the server fared with the last connection. */
    CompletableFuture<Seen> server() {
        return server.orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws InterruptedException {
        group.shutdownGracefully(0, DEADLINE_SECONDS, TimeUnit.SECONDS).sync();
    }

    private static final class End extends SimpleChannelInboundHandler<ByteBuf> {

        private final CompletableFuture<Seen> outcome;
        private final boolean isServer;

        End(CompletableFuture<Seen> outcome, boolean isServer) {
            this.outcome = outcome;
            this.isServer = isServer;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof SslHandshakeCompletionEvent handshake) {
                if (!handshake.isSuccess()) {
                    outcome.completeExceptionally(handshake.cause());
                } else if (isServer) {
                    outcome.complete(seen(context));
                    context.writeAndFlush(Unpooled.wrappedBuffer(new byte[] {'+'}));
                }
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
            outcome.complete(seen(context));
            context.close();
        }

        private static Seen seen(ChannelHandlerContext context) {
            SslHandler tls = context.pipeline().get(SslHandler.class);
            return new Seen(
                    MutualTls.peer(tls.engine()),
                    tls.engine().getSession().getProtocol(),
                    tls.engine().getSession().getCipherSuite());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            outcome.completeExceptionally(cause);
            context.close();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            outcome.completeExceptionally(new java.io.EOFException("closed by the other end"));
        }
    }
}
