package eu.ccngateway.node;

import com.google.protobuf.ByteString;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.seal.MerkleTree;
import eu.ccngateway.protocol.seal.SealVerifier;
import eu.ccngateway.protocol.seal.Sha256;
import eu.ccngateway.protocol.wire.DepthIs;
import eu.ccngateway.protocol.wire.Done;
import eu.ccngateway.protocol.wire.Frame;
import eu.ccngateway.protocol.wire.GetEmpty;
import eu.ccngateway.protocol.wire.Header;
import eu.ccngateway.protocol.wire.Item;
import eu.ccngateway.protocol.wire.Proof;
import eu.ccngateway.protocol.wire.PutResult;
import eu.ccngateway.protocol.wire.PutResults;
import eu.ccngateway.protocol.wire.Refused;
import eu.ccngateway.protocol.wire.Seal;
import eu.ccngateway.protocol.wire.Settle;
import eu.ccngateway.protocol.wire.Settled;
import eu.ccngateway.protocol.wire.Welcome;
import eu.ccngateway.protocol.wire.WireFrame;
import eu.ccngateway.protocol.wire.YouAre;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The scripted gateway's end of one connection. */
final class ScriptedPeer extends SimpleChannelInboundHandler<WireFrame> {

    private static final SealVerifier VERIFIER = new SealVerifier();

    /** A frame as a test may look at it later. */
    record Seen(Frame head, int tailLength) {}

    private final ScriptedGateway gateway;
    private final Channel channel;
    private final int number;
    private final Map<ByteString, Seal> seals = new HashMap<>();
    private final Map<Long, Large> larges = new HashMap<>();
    final List<Seen> seen = new CopyOnWriteArrayList<>();
    final List<Settle> settles = new CopyOnWriteArrayList<>();
    volatile boolean isWelcomed;

    private record Large(eu.ccngateway.protocol.wire.PutLarge put, byte[] header, ByteArrayOutputStream payload) {}

    ScriptedPeer(ScriptedGateway gateway, Channel channel, int number) {
        super(WireFrame.class);
        this.gateway = gateway;
        this.channel = channel;
        this.number = number;
    }

    void cut() {
        channel.close();
    }

    boolean isOpen() {
        return channel.isActive();
    }

    void send(Frame.Builder head) {
        channel.writeAndFlush(WireFrame.of(head));
    }

    void send(Frame.Builder head, ByteBuf tail) {
        channel.writeAndFlush(WireFrame.of(head, tail));
    }

    void refuse(long request, RefusalCode code, String reason) {
        send(Frame.newBuilder()
                .setRefused(Refused.newBuilder()
                        .setRequest(request)
                        .setCode(code.number())
                        .setReason(reason)));
    }

    void pauseReading(boolean isPaused) {
        channel.config().setAutoRead(!isPaused);
    }

    List<Frame> heads(Frame.BodyCase form) {
        return seen.stream()
                .map(Seen::head)
                .filter(head -> head.getBodyCase() == form)
                .toList();
    }

    /** The request number of the newest subscription. */
    long subscription() {
        List<Frame> all = heads(Frame.BodyCase.SUBSCRIBE);
        return all.get(all.size() - 1).getSubscribe().getRequest();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WireFrame frame) {
        Frame head = frame.head();
        seen.add(new Seen(head, frame.tail().readableBytes()));
        if (gateway.script.handled(this, frame)) {
            return;
        }
        switch (head.getBodyCase()) {
            case HELLO -> welcome();
            case SEAL -> remember(head.getSeal());
            case PUT_BATCH -> {
                remember(head.getPutBatch().getSeal());
                putAll(head, head.getPutBatch().getRequest(), head.getPutBatch().getSeal(), List.of(), frame.tail());
            }
            case PUT_ONE -> putOne(head, frame.tail());
            case PUT_LARGE ->
                larges.put(
                        head.getPutLarge().getRequest(),
                        new Large(head.getPutLarge(), ByteBufUtil.getBytes(frame.tail()), new ByteArrayOutputStream()));
            case CHUNK -> chunk(head, frame.tail());
            case SUBSCRIBE -> done(head.getSubscribe().getRequest());
            case UNSUBSCRIBE -> done(head.getUnsubscribe().getRequest());
            case SERVE -> done(head.getServe().getRequest());
            case GET ->
                send(Frame.newBuilder()
                        .setGetEmpty(
                                GetEmpty.newBuilder().setRequest(head.getGet().getRequest())));
            case SETTLE -> {
                settles.add(head.getSettle());
                settled(head.getSettle().getRequest());
            }
            case DEPTH ->
                send(Frame.newBuilder()
                        .setDepthIs(DepthIs.newBuilder()
                                .setRequest(head.getDepth().getRequest())
                                .setMessages(7)
                                .setOnLease(2)
                                .setOldestMs(1500)));
            case WHO_AM_I ->
                send(Frame.newBuilder()
                        .setYouAre(YouAre.newBuilder()
                                .setRequest(head.getWhoAmI().getRequest())
                                .setNode(TestNetwork.FR)
                                .setDomain("CUSTTAX.FR")
                                .addApplications("NCTS")
                                .setNowMs(System.currentTimeMillis() + 60_000)));
            default -> {}
        }
    }

    private void welcome() {
        Welcome.Builder welcome = Welcome.newBuilder()
                .setVersion(1)
                .setGateway(TestNetwork.GATEWAY)
                .setNetwork("demo")
                .setEnvironment("RCT")
                .setNode(TestNetwork.FR)
                .setNowMs(System.currentTimeMillis())
                .setHeartbeatMs(5_000)
                .setSilenceMaxMs(15_000)
                .setFrameMax(1 << 20)
                .setBatchMax(1024)
                .setInlineMax(256 << 10)
                .setPayloadMax(20 << 20)
                .setCallMax(32 << 10)
                .setInFlightMax(8192)
                .setSealsKept(4096)
                .setStaleAfterMs(86_400_000)
                .setSession("s" + number)
                .setHeaderMax(8 << 10);
        gateway.welcome.accept(welcome);
        isWelcomed = true;
        send(Frame.newBuilder().setWelcome(welcome));
    }

    private void remember(Seal seal) {
        VERIFIER.verify(seal);
        seals.put(seal.getId(), seal);
    }

    private void putOne(Frame head, ByteBuf tail) {
        Seal seal = seals.get(head.getPutOne().getSeal());
        if (seal == null) {
            refuse(head.getPutOne().getRequest(), RefusalCode.SEAL_UNKNOWN, "seal: not sent");
            return;
        }
        putAll(head, head.getPutOne().getRequest(), seal, head.getPutOne().getProofsList(), tail);
    }

    private void putAll(Frame head, long request, Seal seal, List<Proof> proofs, ByteBuf tail) {
        List<Item> items = Item.readAll(tail, 1024, 8 << 10);
        List<byte[]> leaves = new ArrayList<>();
        List<ScriptedGateway.Taken> puts = new ArrayList<>();
        for (Item item : items) {
            byte[] header = ByteBufUtil.getBytes(item.header());
            byte[] payload = ByteBufUtil.getBytes(item.payload());
            leaves.add(leaf(header, payload));
            puts.add(new ScriptedGateway.Taken(number, head.getBodyCase(), parse(header), payload, seal.getId()));
        }
        checkProofs(seal, leaves, proofs);
        answer(request, puts);
    }

    private static byte[] leaf(byte[] header, byte[] payload) {
        return TestNetwork.STATEMENT.leaf(parse(header), Sha256.of(header), Sha256.of(payload));
    }

    private static Header parse(byte[] header) {
        try {
            return Header.parseFrom(header);
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new AssertionError("the node sent a header that is none", e);
        }
    }

    private static void checkProofs(Seal seal, List<byte[]> leaves, List<Proof> proofs) {
        byte[] root = seal.getRoot().toByteArray();
        if (proofs.isEmpty()) {
            check(leaves.size() == seal.getSize() && Arrays.equals(new MerkleTree(leaves).root(), root));
            return;
        }
        for (int i = 0; i < leaves.size(); i++) {
            Proof proof = proofs.get(i);
            check(Arrays.equals(
                    MerkleTree.rootOf(
                            leaves.get(i),
                            proof.getIndex(),
                            seal.getSize(),
                            proof.getPath().toByteArray()),
                    root));
        }
    }

    private static void check(boolean isGood) {
        if (!isGood) {
            throw new AssertionError("the node's proof does not lead to its seal");
        }
    }

    private void chunk(Frame head, ByteBuf tail) {
        Large large = larges.get(head.getChunk().getOf());
        if (large == null) {
            return;
        }
        large.payload.writeBytes(ByteBufUtil.getBytes(tail));
        if (large.payload.size() == large.put.getPayloadLength()) {
            larges.remove(head.getChunk().getOf());
            Seal seal = seals.get(large.put.getSeal());
            byte[] payload = large.payload.toByteArray();
            checkProofs(seal, List.of(leaf(large.header, payload)), List.of(large.put.getProof()));
            answer(
                    large.put.getRequest(),
                    List.of(new ScriptedGateway.Taken(
                            number, Frame.BodyCase.PUT_LARGE, parse(large.header), payload, seal.getId())));
        }
    }

    private void answer(long request, List<ScriptedGateway.Taken> puts) {
        PutResults.Builder results = PutResults.newBuilder().setRequest(request);
        for (ScriptedGateway.Taken put : puts) {
            PutResult result = gateway.decide(put);
            results.addResults(result);
        }
        if (gateway.isAnsweringPuts) {
            send(Frame.newBuilder().setPutResults(results));
        }
    }

    void done(long request) {
        send(Frame.newBuilder().setDone(Done.newBuilder().setRequest(request)));
    }

    void settled(long request) {
        send(Frame.newBuilder().setSettled(Settled.newBuilder().setRequest(request)));
    }

    /** Sends a seal and messages under it. */
    void deliver(long request, SealedMessages messages, List<eu.ccngateway.protocol.wire.Delivery> deliveries) {
        send(Frame.newBuilder().setSeal(messages.seal()));
        send(messages.frame(request, deliveries), messages.tail(deliveries));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof AssertionError || cause.getCause() instanceof AssertionError) {
            gateway.faults.add(cause);
        }
        context.close();
    }
}
