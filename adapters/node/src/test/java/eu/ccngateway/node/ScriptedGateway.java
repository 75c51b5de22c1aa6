package eu.ccngateway.node;

import com.google.protobuf.ByteString;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.tls.MutualTls;
import eu.ccngateway.protocol.wire.Frame;
import eu.ccngateway.protocol.wire.FrameDecoder;
import eu.ccngateway.protocol.wire.FrameEncoder;
import eu.ccngateway.protocol.wire.Header;
import eu.ccngateway.protocol.wire.PutResult;
import eu.ccngateway.protocol.wire.Refused;
import eu.ccngateway.protocol.wire.Welcome;
import eu.ccngateway.protocol.wire.WireFrame;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A gateway that does as a test tells it, over real TLS and real frames. Left alone it takes every put (checking seal and
 * proof as the protocol says), remembers duplicates, and confirms what it is asked.
 */
final class ScriptedGateway implements AutoCloseable {

    /** What a node put. */
    record Taken(int connection, Frame.BodyCase form, Header header, byte[] payload, ByteString seal) {

        String id() {
            return java.util.HexFormat.of().formatHex(header.getId().toByteArray());
        }

        String text() {
            return new String(payload, java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    /** Looks at a frame first; true if it has dealt with it. */
    interface Script {
        boolean handled(ScriptedPeer peer, WireFrame frame);
    }

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final List<ScriptedPeer> peers = new CopyOnWriteArrayList<>();
    private final Map<String, Long> acceptances = new ConcurrentHashMap<>();
    private final AtomicLong lastAcceptance = new AtomicLong(1000);
    private final Channel server;
    final List<Taken> taken = new CopyOnWriteArrayList<>();
    /** Times each message was accepted as new. */
    final Map<String, Integer> acceptedAnew = new ConcurrentHashMap<>();

    /** What the node did against the protocol. */
    final List<Throwable> faults = new CopyOnWriteArrayList<>();

    volatile Script script = (peer, frame) -> false;
    /** Null = accept. */
    volatile Function<Taken, PutResult> decision = put -> null;

    volatile Consumer<Welcome.Builder> welcome = told -> {};
    /** Raw bytes after which the next connection is cut; negative = never. */
    volatile long cutNextAfter = -1;

    volatile boolean isAnsweringPuts = true;

    ScriptedGateway(TestNetwork network) {
        this(network, 0);
    }

    /** @param port 0 = any */
    ScriptedGateway(TestNetwork network, int port) {
        MutualTls tls = MutualTls.server(network.gatewayTls, network.anchors());
        server = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        long cut = cutNextAfter;
                        cutNextAfter = -1;
                        if (cut >= 0) {
                            channel.pipeline().addLast(new CutAfter(cut));
                        }
                        ScriptedPeer peer = new ScriptedPeer(ScriptedGateway.this, channel, peers.size() + 1);
                        peers.add(peer);
                        channel.pipeline()
                                .addLast(tls.context().newHandler(channel.alloc()))
                                .addLast(new FrameDecoder(1 << 20))
                                .addLast(new FrameEncoder())
                                .addLast(peer);
                    }
                })
                .bind("127.0.0.1", port)
                .syncUninterruptibly()
                .channel();
    }

    int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** The newest connection. */
    ScriptedPeer peer() {
        return peers.get(peers.size() - 1);
    }

    List<ScriptedPeer> peers() {
        return peers;
    }

    int connections() {
        return peers.size();
    }

    List<String> texts() {
        return taken.stream().map(Taken::text).toList();
    }

    /** Decides about one message, and remembers it. */
    PutResult decide(Taken put) {
        taken.add(put);
        PutResult decided = decision.apply(put);
        if (decided != null) {
            return decided;
        }
        String key = put.header().getSender() + put.id();
        boolean isDuplicate = acceptances.containsKey(key);
        long acceptance = acceptances.computeIfAbsent(key, k -> lastAcceptance.incrementAndGet());
        if (!isDuplicate) {
            acceptedAnew.merge(put.id(), 1, Integer::sum);
        }
        return PutResult.newBuilder()
                .setAcceptance(acceptance)
                .setAcceptedAtMs(1_700_000_000_000L)
                .setDuplicate(isDuplicate)
                .build();
    }

    static PutResult refuse(RefusalCode code, String reason) {
        return PutResult.newBuilder()
                .setRefused(Refused.newBuilder().setCode(code.number()).setReason(reason))
                .build();
    }

    void cutAll() {
        peers.forEach(ScriptedPeer::cut);
    }

    @Override
    public void close() {
        if (group.isShuttingDown()) {
            return;
        }
        server.close().syncUninterruptibly();
        new ArrayList<>(peers).forEach(ScriptedPeer::cut);
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    /** Cuts the TCP connection after so many bytes of the node, in the middle of whatever they are. */
    private static final class CutAfter extends ChannelInboundHandlerAdapter {

        private long left;

        CutAfter(long bytes) {
            left = bytes;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            int size = bytes.readableBytes();
            if (size <= left) {
                left -= size;
                context.fireChannelRead(bytes);
                return;
            }
            ByteBuf front = bytes.readRetainedSlice((int) left);
            left = 0;
            ReferenceCountUtil.release(bytes);
            context.fireChannelRead(front);
            context.close();
        }
    }
}
