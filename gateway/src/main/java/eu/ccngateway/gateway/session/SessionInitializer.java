package eu.ccngateway.gateway.session;

import eu.ccngateway.protocol.tls.MutualTls;
import eu.ccngateway.protocol.wire.FrameDecoder;
import eu.ccngateway.protocol.wire.FrameEncoder;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What a connection passes through, in order. */
final class SessionInitializer extends ChannelInitializer<SocketChannel> {

    /** TLS and Hello together; no longer than a silent session is borne. */
    private static final long HELLO_MAX_MS = 10_000;

    /** Whoever is not admitted yet binds no more memory than this. */
    private static final int HELLO_FRAME_MAX = 8 * 1024;

    private final Supplier<MutualTls> tls;
    private final Desks desks;
    private final FrameEncoder encoder = new FrameEncoder();

    /** @param tls the keys and anchors in force; they may be renewed while running */
    SessionInitializer(Supplier<MutualTls> tls, Desks desks) {
        this.tls = tls;
        this.desks = desks;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addLast(new HelloTimeout(helloMaxMs()));
        addTls(pipeline, channel);
        addIdleWatch(pipeline);
        pipeline.addLast(new FrameDecoder(HELLO_FRAME_MAX));
        pipeline.addLast(encoder);
        pipeline.addLast(new SessionHandler(desks));
    }

    private void addTls(ChannelPipeline pipeline, SocketChannel channel) {
        SslHandler handler = tls.get().context().newHandler(channel.alloc());
        handler.setHandshakeTimeout(0, TimeUnit.MILLISECONDS);
        pipeline.addLast(handler);
    }

    private long helloMaxMs() {
        return Math.min(HELLO_MAX_MS, desks.limits().silenceMaxMs());
    }

    private void addIdleWatch(ChannelPipeline pipeline) {
        pipeline.addLast(new IdleStateHandler(
                desks.limits().silenceMaxMs(), desks.limits().heartbeatMs(), 0, TimeUnit.MILLISECONDS));
    }
}
