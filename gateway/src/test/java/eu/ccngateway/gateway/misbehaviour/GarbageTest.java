package eu.ccngateway.gateway.misbehaviour;

import static eu.ccngateway.gateway.testkit.DemoNetwork.CORE_IE;
import static eu.ccngateway.gateway.testkit.DemoNetwork.FR;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import eu.ccngateway.gateway.testkit.Batch;
import eu.ccngateway.gateway.testkit.Provokes;
import eu.ccngateway.gateway.testkit.RawMessage;
import eu.ccngateway.gateway.testkit.RawNode;
import eu.ccngateway.gateway.testkit.Wire;
import eu.ccngateway.protocol.refusal.RefusalCode;
import eu.ccngateway.protocol.wire.Answer;
import eu.ccngateway.protocol.wire.Chunk;
import eu.ccngateway.protocol.wire.Depth;
import eu.ccngateway.protocol.wire.Frame;
import eu.ccngateway.protocol.wire.Get;
import eu.ccngateway.protocol.wire.PutBatch;
import eu.ccngateway.protocol.wire.PutLarge;
import eu.ccngateway.protocol.wire.PutOne;
import eu.ccngateway.protocol.wire.Subscribe;
import eu.ccngateway.protocol.wire.Welcome;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GarbageTest extends MisbehaviourTest {

    private Wire wire() {
        return gateway.dial(gateway.keys(FR).tls());
    }

    /** Reads until the other end closes. */
    private static void readToTheEnd(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        try (InputStream in = socket.getInputStream()) {
            while (in.read() >= 0) {
                // What it says, an alert at most, does not matter.
            }
        } catch (java.net.SocketException expected) {
            // A reset is an end as well.
        }
    }

    @Test
    void garbageBytesBeforeTls() throws IOException {
        try (Socket socket = Wire.plain(gateway.address(), 8192)) {
            socket.getOutputStream()
                    .write((SECRET + " GET / HTTP/1.1\r\n\r\n").repeat(20).getBytes(StandardCharsets.US_ASCII));
            readToTheEnd(socket);
        }
    }

    @Test
    void garbageBytesAfterTls() {
        Wire wire = wire();
        byte[] garbage = new byte[2_000];
        new Random(1).nextBytes(garbage);
        ByteBuffer.wrap(garbage).putInt(1_500);
        wire.sendBytes(garbage);

        assertThat(wire.awaitRefusal().code()).isIn(RefusalCode.MALFORMED_FRAME, RefusalCode.FRAME_TOO_LARGE);
    }

    @Test
    @Provokes(RefusalCode.MALFORMED_FRAME)
    void garbageBytesAfterHello() {
        RawNode fr = node();
        byte[] garbage = new byte[2_000];
        new Random(2).nextBytes(garbage);
        fr.wire().sendBytes(Wire.frame(garbage, new byte[0]));

        assertThat(fr.wire().awaitRefusal().code()).isEqualTo(RefusalCode.MALFORMED_FRAME);
    }

    @Test
    @Provokes(RefusalCode.FRAME_TOO_LARGE)
    void oversizeFrame() {
        RawNode fr = node();
        fr.wire()
                .sendBytes(
                        ByteBuffer.allocate(8).putInt((1 << 20) + 1).putInt(0).array());

        assertThat(fr.wire().awaitRefusal().code()).isEqualTo(RefusalCode.FRAME_TOO_LARGE);
    }

    @Test
    void oversizeFrameBeforeHello() {
        Wire wire = wire();
        wire.sendBytes(ByteBuffer.allocate(4).putInt(8 * 1024 + 1).array());

        assertThat(wire.awaitRefusal().code()).isEqualTo(RefusalCode.FRAME_TOO_LARGE);
    }

    @Test
    void frameOfTwoGibibytes() {
        RawNode fr = node();
        fr.wire().sendBytes(ByteBuffer.allocate(8).putInt(-1).putInt(-1).array());

        assertThat(fr.wire().awaitRefusal().code()).isEqualTo(RefusalCode.FRAME_TOO_LARGE);
    }

    @Test
    void headLongerThanItsFrame() {
        RawNode fr = node();
        fr.wire()
                .sendBytes(
                        ByteBuffer.allocate(12).putInt(8).putInt(100).putInt(0).array());

        assertThat(fr.wire().awaitRefusal().code()).isEqualTo(RefusalCode.MALFORMED_FRAME);
    }

    @Test
    void emptyFrame() {
        RawNode fr = node();
        fr.wire().sendBytes(new byte[4]);

        assertThat(fr.wire().awaitRefusal().code()).isEqualTo(RefusalCode.MALFORMED_FRAME);
    }

    @Test
    void frameOfAKindThatIsNotKnown() {
        RawNode fr = node();
        // Field 1000, empty.
        fr.wire().sendBytes(Wire.frame(new byte[] {(byte) 0xc2, 0x3e, 0}, new byte[0]));

        assertThat(fr.wire().awaitRefusal().code()).isEqualTo(RefusalCode.MALFORMED_FRAME);
    }

    @Test
    void frameThatOnlyGatewaysSend() {
        RawNode fr = node();
        fr.wire().send(Frame.newBuilder().setWelcome(Welcome.newBuilder().setGateway("GW2@demo")));

        assertThat(fr.wire().awaitRefusal().code()).isEqualTo(RefusalCode.MALFORMED_FRAME);
    }

    @Test
    @Provokes(RefusalCode.HELLO_EXPECTED)
    void anotherFrameBeforeHello() {
        Wire wire = wire();
        for (int i = 0; i < 5; i++) {
            wire.send(Frame.newBuilder().setGet(Get.newBuilder().setRequest(1).setQueue(CORE_IE)));
        }

        assertThat(wire.awaitRefusal().code()).isEqualTo(RefusalCode.HELLO_EXPECTED);
    }

    @Test
    @Provokes(RefusalCode.HELLO_EXPECTED)
    void helloTwice() {
        RawNode fr = node();
        fr.wire().send(Frame.newBuilder().setHello(RawNode.hello()));

        assertThat(fr.wire().awaitRefusal().code()).isEqualTo(RefusalCode.HELLO_EXPECTED);
    }

    @Test
    @Provokes(RefusalCode.VERSION_UNSUPPORTED)
    void helloOfAnotherVersion() {
        assertThat(refusal(() -> gateway.node(
                        FR, RawNode.hello().setVersionMin(2).setVersionMax(9).build())))
                .isEqualTo(RefusalCode.VERSION_UNSUPPORTED);
    }

    @Test
    void helloWithoutAnInstance() {
        assertThat(refusal(
                        () -> gateway.node(FR, RawNode.hello().clearInstance().build())))
                .isEqualTo(RefusalCode.REQUEST_INVALID);
    }

    @Test
    void helloOfANodeThatTakesOnlySmallFrames() {
        assertThat(refusal(
                        () -> gateway.node(FR, RawNode.hello().setFrameMax(1000).build())))
                .isEqualTo(RefusalCode.REQUEST_INVALID);
    }

    @Test
    void agentWithControlCharacters() {
        expectLines(0);
        RawNode fr = gateway.node(
                FR,
                RawNode.hello()
                        .setAgent("evil\nINFO forged line\u001b[2J".repeat(20))
                        .build());

        assertThat(fr.whoAmI().getNode()).isEqualTo(FR);
    }

    @Test
    @Provokes(RefusalCode.REQUEST_INVALID)
    void requestWithoutANumber() {
        RawNode fr = node();
        fr.wire().send(Frame.newBuilder().setDepth(Depth.newBuilder().setQueue(CORE_IE)));

        assertThat(fr.wire().awaitRefusal().code()).isEqualTo(RefusalCode.REQUEST_INVALID);
    }

    @Test
    void requestWithTheNumberOfASubscription() {
        expectLines(0);
        RawNode fr = node();
        long subscription = fr.subscribe("CORE-RCT-QUE.NCTS@CUSTTAX.FR", 1);
        fr.wire()
                .send(Frame.newBuilder()
                        .setSubscribe(Subscribe.newBuilder()
                                .setRequest(subscription)
                                .setQueue("CORE-RCT-QUE.NCTS@CUSTTAX.FR")));

        assertThat(fr.refusal(subscription).code()).isEqualTo(RefusalCode.REQUEST_INVALID);
    }

    @Test
    void itemsThatAreNone() {
        expectLines(0);
        RawNode fr = node();
        Batch batch = fr.seal(fr.message(CORE_IE, SECRET));

        assertThat(refusalOfTail(fr, batch, new byte[0])).isEqualTo(RefusalCode.REQUEST_INVALID);
        assertThat(refusalOfTail(fr, batch, new byte[7])).isEqualTo(RefusalCode.MALFORMED_FRAME);
        assertThat(refusalOfTail(fr, batch, lengths(100, 0))).isEqualTo(RefusalCode.MALFORMED_FRAME);
        assertThat(refusalOfTail(fr, batch, lengths(0, 100))).isEqualTo(RefusalCode.MALFORMED_FRAME);
        assertThat(refusalOfTail(fr, batch, lengths(-1, 1))).isEqualTo(RefusalCode.MALFORMED_FRAME);
        assertThat(refusalOfTail(fr, batch, lengths(1 << 20, 0))).isEqualTo(RefusalCode.MALFORMED_FRAME);
        assertThat(refusalOfTail(fr, batch, new byte[8 * 1025])).isEqualTo(RefusalCode.MALFORMED_FRAME);
        assertAccepted(fr.put(batch).get(0));
    }

    private static byte[] lengths(int header, int payload) {
        return ByteBuffer.allocate(20).putInt(header).putInt(payload).array();
    }

    private static RefusalCode refusalOfTail(RawNode node, Batch batch, byte[] tail) {
        long request = node.nextRequest();
        node.wire()
                .send(
                        Frame.newBuilder()
                                .setPutBatch(PutBatch.newBuilder()
                                        .setRequest(request)
                                        .setSeal(batch.seal())),
                        tail);
        return node.refusal(request).code();
    }

    @Test
    void payloadLeftToChunksInAPut() {
        RawNode fr = node();
        RawMessage message = fr.message(CORE_IE, "");
        Batch batch = fr.seal(message);
        byte[] tail = batch.tail();
        ByteBuffer.wrap(tail).putInt(4, -1);

        long request = fr.nextRequest();
        fr.wire()
                .send(
                        Frame.newBuilder()
                                .setPutBatch(PutBatch.newBuilder()
                                        .setRequest(request)
                                        .setSeal(batch.seal())),
                        tail);
        assertThat(refusal(fr.results(request).get(0))).isEqualTo(RefusalCode.REQUEST_INVALID);
    }

    @Test
    @Provokes(RefusalCode.PAYLOAD_TOO_LARGE)
    void payloadTooLargeToGoInline() {
        expectLines(0);
        RawNode fr = node();
        RawMessage large = new RawMessage(fr.header(CORE_IE).build(), new byte[256 * 1024 + 1]);

        assertThat(refusal(() -> fr.put(large))).isEqualTo(RefusalCode.PAYLOAD_TOO_LARGE);
    }

    @Test
    void proofsThatDoNotFitTheirItems() {
        expectLines(0);
        RawNode fr = node();
        Batch batch = fr.seal(fr.message(CORE_IE, "a"), fr.message(CORE_IE, "b"));
        fr.sendSeal(batch);
        long request = fr.nextRequest();
        fr.wire()
                .send(
                        Frame.newBuilder()
                                .setPutOne(PutOne.newBuilder()
                                        .setRequest(request)
                                        .setSeal(batch.seal().getId())
                                        .addProofs(batch.proof(0))),
                        batch.tail());
        assertThat(fr.refusal(request).code()).isEqualTo(RefusalCode.REQUEST_INVALID);

        long without = fr.nextRequest();
        fr.wire()
                .send(
                        Frame.newBuilder()
                                .setPutOne(PutOne.newBuilder()
                                        .setRequest(without)
                                        .setSeal(batch.seal().getId())),
                        batch.tail());
        assertThat(fr.refusal(without).code()).isEqualTo(RefusalCode.REQUEST_INVALID);
    }

    @Test
    @Provokes(RefusalCode.PAYLOAD_INCOMPLETE)
    void largePayloadThatIsNotWhatWasAnnounced() {
        expectLines(0);
        RawNode fr = node();
        Batch batch = fr.seal(new RawMessage(fr.header(CORE_IE).build(), new byte[300_000]));
        fr.sendSeal(batch);

        long tooMuch = fr.sendLarge(batch, 0);
        fr.sendChunks(tooMuch, new byte[310_000]);
        assertThat(fr.refusal(tooMuch).code()).isEqualTo(RefusalCode.PAYLOAD_INCOMPLETE);

        long abandoned = fr.sendLarge(batch, 0);
        fr.sendChunks(abandoned, new byte[100_000]);
        fr.wire()
                .send(Frame.newBuilder()
                        .setChunk(Chunk.newBuilder().setOf(abandoned).setAbandon(true)));
        assertThat(fr.refusal(abandoned).code()).isEqualTo(RefusalCode.PAYLOAD_INCOMPLETE);

        fr.sendChunks(999, new byte[100_000]);
        assertAccepted(fr.putLarge(new RawMessage(fr.header(CORE_IE).build(), new byte[300_000])));
    }

    @Test
    @Provokes(RefusalCode.PAYLOAD_TOO_LARGE)
    void largePayloadThatIsTooLarge() {
        expectLines(0);
        RawNode fr = node();
        Batch batch = fr.seal(fr.message(CORE_IE, "announced as larger than it may be"));
        fr.sendSeal(batch);
        long request = fr.nextRequest();
        fr.wire()
                .send(
                        Frame.newBuilder()
                                .setPutLarge(PutLarge.newBuilder()
                                        .setRequest(request)
                                        .setSeal(batch.seal().getId())
                                        .setProof(batch.proof(0))
                                        .setPayloadLength((20L << 20) + 1)),
                        batch.messages().get(0).header());
        assertThat(fr.refusal(request).code()).isEqualTo(RefusalCode.PAYLOAD_TOO_LARGE);
    }

    @Test
    void largePayloadThatWasTamperedWith() {
        RawNode fr = node();
        Batch batch = fr.seal(new RawMessage(fr.header(CORE_IE).build(), new byte[300_000]));
        fr.sendSeal(batch);
        long request = fr.sendLarge(batch, 0);
        byte[] other = new byte[300_000];
        other[299_999] = 1;
        fr.sendChunks(request, other);

        assertThat(refusal(fr.results(request).get(0))).isEqualTo(RefusalCode.PROOF_INVALID);
    }

    @Test
    void answersAndCreditsForNothing() {
        expectLines(0);
        RawNode fr = node();
        Batch batch = fr.seal(fr.message(CORE_IE, SECRET));
        for (int i = 0; i < 100; i++) {
            fr.wire()
                    .send(
                            Frame.newBuilder()
                                    .setAnswer(Answer.newBuilder().setCall(i).setSeal(batch.seal())),
                            batch.tail());
            fr.credit(i, 1_000);
        }

        assertThat(fr.whoAmI().getNode()).isEqualTo(FR);
    }

    @Test
    void randomFramesOfARandomPeer() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int cut = 0;
        for (int round = 0; round < 20; round++) {
            RawNode fr = node();
            for (int i = 0; i < 30; i++) {
                try {
                    fr.wire().sendBytes(randomFrame(fr, random));
                } catch (java.io.UncheckedIOException ignored) {
                    // It was cut off meanwhile.
                }
            }
            fr.wire().awaitEnd(java.time.Duration.ofMillis(50));
            cut += fr.wire().isOpen() ? 0 : 1;
            fr.close();
        }
        eventually(() ->
                assertThat(gateway.observer().sessions()).as("seed %s", seed).isEqualTo(2));
        expectLines(logged().size());
        assertThat(cut).as("connections that were cut off, seed %s", seed).isPositive();
    }

    private static byte[] randomFrame(RawNode node, Random random) {
        Batch batch = node.seal(node.message(CORE_IE, "one of many"));
        byte[] good = Wire.frame(
                Frame.newBuilder()
                        .setPutBatch(PutBatch.newBuilder()
                                .setRequest(node.nextRequest())
                                .setSeal(batch.seal()))
                        .build()
                        .toByteArray(),
                batch.tail());
        if (random.nextInt(4) > 0) {
            // Behind the length, since otherwise the rest would only be waited for.
            good[4 + random.nextInt(good.length - 4)] ^= (byte) (1 << random.nextInt(8));
        }
        return good;
    }

    @Test
    void manyRequestsOfAllKinds() {
        expectLines(0);
        RawNode fr = node();
        List<ByteString> ids = List.of(ByteString.EMPTY, ByteString.copyFrom(new byte[31]));
        for (int i = 0; i < 300; i++) {
            fr.wire()
                    .send(Frame.newBuilder()
                            .setPutOne(PutOne.newBuilder().setRequest(i + 1_000).setSeal(ids.get(i % 2))));
        }

        assertThat(fr.refusal(1_299).code()).isEqualTo(RefusalCode.SEAL_UNKNOWN);
    }
}
