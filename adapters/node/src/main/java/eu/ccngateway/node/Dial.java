package eu.ccngateway.node;

import com.google.protobuf.ByteString;
import eu.ccngateway.protocol.tls.MutualTls;
import eu.ccngateway.protocol.wire.Frame;
import eu.ccngateway.protocol.wire.FrameDecoder;
import eu.ccngateway.protocol.wire.FrameEncoder;
import eu.ccngateway.protocol.wire.Hello;
import eu.ccngateway.protocol.wire.Welcome;
import eu.ccngateway.protocol.wire.WireFrame;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Opens a connection: TCP, TLS, Hello. */
final class Dial {

    /** The largest frame this side takes. */
    static final int FRAME_MAX = 1 << 20;

    private static final int VERSION = 1;
    private static final int INSTANCE_BYTES = 16;
    private static final int WRITE_LOW = 128 << 10;
    private static final int WRITE_HIGH = 256 << 10;

    private final NodeConfig config;
    private final Clock clock;
    private final Roles roles;
    private final ByteString instance;

    /** What becomes of it. Event loop only. */
    interface Result {
        /** Throws if this gateway is not the right one. */
        Session welcomed(Channel by, Endpoint endpoint, long epoch, Welcome welcome);

        void draining(Session session);

        /** The connection is gone, or never came to be. */
        void ended(Channel which, SessionHandler.Inbound inbound, NodeException cause);
    }

    Dial(NodeConfig config, Clock clock, RandomGenerator random, Roles roles) {
        this.config = config;
        this.clock = clock;
        this.roles = roles;
        byte[] bytes = new byte[INSTANCE_BYTES];
        random.nextBytes(bytes);
        instance = ByteString.copyFrom(bytes);
    }

    Channel start(Endpoint endpoint, long epoch, SessionHandler.Inbound inbound, Result result) {
        MutualTls tls = MutualTls.client(config.tlsKey(), config.trust().get(), config.expectedGateway(), clock);
        long timeoutMs = config.options().connectTimeout().toMillis();
        SessionHandler handler = new SessionHandler(endpoint, epoch, inbound, result, clock);
        ChannelFuture connecting = new Bootstrap()
                .group(roles.group())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeoutMs)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(WRITE_LOW, WRITE_HIGH))
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel made) {
                        SslHandler ssl = tls.context().newHandler(made.alloc(), endpoint.host(), endpoint.port());
                        ssl.setHandshakeTimeoutMillis(timeoutMs);
                        ssl.handshakeFuture().addListener(done -> {
                            if (done.isSuccess()) {
                                made.writeAndFlush(WireFrame.of(hello(epoch)));
                            }
                        });
                        made.pipeline()
                                .addLast(ssl)
                                .addLast(new FrameDecoder(FRAME_MAX))
                                .addLast(new FrameEncoder())
                                .addLast(handler);
                    }
                })
                .connect(endpoint.host(), endpoint.port());
        Channel channel = connecting.channel();
        // Told in a turn of its own, as it may be known before the caller has the channel.
        connecting.addListener((ChannelFutureListener) connected -> {
            if (!connected.isSuccess()) {
                Disconnected why = unreachable(endpoint, connected.cause());
                roles.loop().execute(() -> result.ended(channel, inbound, why));
            }
        });
        roles.loop().schedule(() -> handler.requireWelcome(channel), timeoutMs, TimeUnit.MILLISECONDS);
        return channel;
    }

    private static Disconnected unreachable(Endpoint endpoint, Throwable cause) {
        return new Disconnected(
                endpoint + " cannot be reached: " + cause.getMessage()
                        + "; check that the gateway is up and the address is right",
                cause);
    }

    private Frame.Builder hello(long epoch) {
        return Frame.newBuilder()
                .setHello(Hello.newBuilder()
                        .setVersionMin(VERSION)
                        .setVersionMax(VERSION)
                        .setInstance(instance)
                        .setEpoch(epoch)
                        .setAgent("ccn-node, java " + Runtime.version().feature())
                        .setFrameMax(FRAME_MAX));
    }
}
